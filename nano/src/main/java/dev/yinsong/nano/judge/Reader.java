package dev.yinsong.nano.judge;

import dev.yinsong.common.audio.Waveform;
import dev.yinsong.common.text.TextTokenizer;
import dev.yinsong.cosyvoice.CosyVoice;
import dev.yinsong.cosyvoice.SpeakOptions;
import dev.yinsong.cosyvoice.Voice;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Lets one voice after another read the judged sentences to the recogniser. */
final class Reader {

    private static final long SEED = 1;

    private final TextTokenizer words;
    private final SpeakOptions options;
    private final Map<String, String> sentences;
    private final Recogniser recogniser;

    /**
     * @param base whose voices will read
     * @param sentences by name
     */
    Reader(CosyVoice base, TextTokenizer words, Map<String, String> sentences, Recogniser recogniser) {
        this.words = words;
        this.options = base.options(SEED);
        this.sentences = sentences;
        this.recogniser = recogniser;
    }

    /**
     * Reads all sentences.
     *
     * @param who reads, in words; names the folder in which the sounds are kept, too
     */
    Said read(String who, Voice voice) throws IOException {
        var sounds = new LinkedHashMap<String, Waveform>();
        for (var sentence : sentences.entrySet()) {
            var speech = voice.speak(words.encode(sentence.getValue()), options);
            sounds.put(sentence.getKey(), new Waveform(speech.samples(), speech.sampleRate()));
        }
        return new Said(who, sounds, recogniser.listen(who.replaceAll("[^A-Za-z0-9]+", "-"), sounds));
    }
}
