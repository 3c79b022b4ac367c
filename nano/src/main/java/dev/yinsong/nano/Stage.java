package dev.yinsong.nano;

/** A step of the making of nano, in order; each reads what the ones before it left in the work folder. */
public enum Stage {
    /** Lets Debian's voices speak our sentences. */
    CORPUS(0),
    /** Computes spectra and pitch. */
    FEATURES(0),
    /** Trains the speech tokenizer and writes its graph. */
    TOKENIZER(30),
    /** Trains the speaker encoder and writes its graph. */
    SPEAKER(3),
    /** Runs both graphs over the corpus. */
    TOKENS(0),
    /** Trains the language model, from text to tokens. */
    LM(140),
    /** Trains the flow, from tokens to spectra. */
    FLOW(60),
    /** Trains the vocoder, from spectra to sound. */
    VOCODER(60),
    /** Trains the vocoder's pitch predictor alone. */
    PITCH(12),
    /** Writes the model folder. */
    PACKAGE(0);

    private final double minutes;

    Stage(double minutes) {
        this.minutes = minutes;
    }

    /** Minutes of training on one core, unless others are asked for; 0 where nothing is trained. */
    public double minutes() {
        return minutes;
    }
}
