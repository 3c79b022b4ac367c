package dev.yinsong.trainer.gate;

import dev.yinsong.common.audio.Waveform;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Base and candidate, and the version that speaks now, ready to speak without a prompt. Not for several threads. */
public interface Rehearsal extends AutoCloseable {

    /** How long a text is in the way that the clips speak, in seconds. */
    double expectedSeconds(String text);

    /** The text in the base's voice. */
    Take base(String text);

    /** The text in the candidate's voice. */
    Take tuned(String text);

    /** The text as the voice speaks it now; empty when it does not speak yet, or on another base. */
    Optional<Take> current(String text);

    @Override
    void close();

    /**
     * What was heard.
     *
     * @param sound what it was; may be empty
     * @param ended whether the language model ended its speech itself, rather than run into a limit
     * @param similarity cosine of its speaker with the clips'; absent when there was too little of it to tell
     * @param agreement of its speech tokens with those that were asked for; absent when there was too little or too much
     *     of it to tell
     * @param textFit how much better its own text explains the speech tokens of the sound than texts of the voice's clips
     *     do, to the base's language model, in nats a token: what is left of the words; absent when there was too little
     *     or too much of it to tell
     */
    record Take(
            Waveform sound,
            boolean ended,
            @Nullable Double similarity,
            @Nullable TokenAgreement agreement,
            @Nullable Double textFit) {

        /** Its length in seconds. */
        double seconds() {
            return sound.seconds();
        }
    }
}
