package dev.yinsong.nano.judge;

import dev.yinsong.common.audio.Waveform;
import dev.yinsong.common.speech.SpeechTokenizer;
import dev.yinsong.nano.corpus.Utterance;
import java.util.Collection;
import java.util.function.Consumer;

/** Judges what the speech tokens of a voice mean, beside those of the base voices. */
final class TokenJudge {

    private final SpeechTokenizer tokenizer;
    private final Consumer<String> report;
    private final PhoneErrors phones = new PhoneErrors();

    TokenJudge(SpeechTokenizer tokenizer, Consumer<String> report) {
        this.tokenizer = tokenizer;
        this.report = report;
    }

    /** Learns from a known voice what tokens mean. */
    void learn(Collection<Utterance> said) {
        said.forEach(utterance -> phones.learn(tokens(utterance), utterance.phones()));
    }

    void judge(String voice, Collection<Utterance> said) {
        var exact = WordErrors.NONE;
        var near = WordErrors.NONE;
        for (var utterance : said) {
            int[] tokens = tokens(utterance);
            exact = exact.plus(phones.errors(tokens, utterance.phones(), 0));
            near = near.plus(phones.errors(tokens, utterance.phones(), 1));
        }
        report.accept("tokens of %s: %.1f %% of %d stand for another phone, %.1f %% when times may be off by one token"
                .formatted(voice, exact.percent(), exact.words(), near.percent()));
    }

    private int[] tokens(Utterance utterance) {
        return tokenizer.tokens(new Waveform(utterance.samples(), Utterance.SAMPLE_RATE));
    }
}
