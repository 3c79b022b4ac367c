package dev.yinsong.cli.speech;

import dev.yinsong.cli.client.Addresses;
import dev.yinsong.cli.client.Refused;
import dev.yinsong.cli.client.Run;
import dev.yinsong.cli.client.Unreachable;

/**
 * Says why a voice does not speak. The synth service knows only voices that do; whoever has just sent clips wants to hear
 * from the others when theirs will.
 */
final class SilentVoice {

    private final Addresses addresses;

    SilentVoice(Addresses addresses) {
        this.addresses = addresses;
    }

    /**
     * The refusal in a sentence that helps, or as it was if the others don't know better.
     *
     * @param voice as asked for; a version of a voice that speaks may be missing, too, which synth itself knows best
     */
    Refused explain(String voice, Refused refusal) {
        if (voice.contains("@")) {
            return refusal;
        }
        try {
            addresses.ingest().require(voice);
            var runs = addresses.trainer().runs(voice);
            return refusal.saying("Voice " + voice + " can't speak yet. "
                    + (runs.isEmpty() ? Run.NONE_YET : reason(runs.getFirst()))
                    + "\nFollow it with: ./yinsong runs " + voice + " --follow");
        } catch (Refused e) {
            return e.status() == refusal.status() ? e : refusal;
        } catch (Unreachable _) {
            return refusal;
        }
    }

    private static String reason(Run run) {
        return switch (run.state()) {
            case "queued" -> "Its run waits for the trainer.";
            case "running" -> progress(run);
            case "published" -> "Its run has published it, and the synth service is about to load it. Try it again.";
            case "failed" -> "Its last run failed: " + run.reason();
            default -> "Its last run was " + run.state() + (run.reason().isEmpty() ? "." : ": " + run.reason());
        };
    }

    /** Before its first step a run measures the base, and looks whether the clips' texts are right. */
    private static String progress(Run run) {
        if (run.judging()) {
            return "Its run has learned and is being judged.";
        }
        return run.steps() > 0
                ? "Its run is at step " + run.step() + " of " + run.steps() + "."
                : "Its run looks through the clips, and is about to learn.";
    }
}
