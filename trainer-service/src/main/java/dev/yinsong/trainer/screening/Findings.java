package dev.yinsong.trainer.screening;

import java.util.List;

/**
 * What a look through a voice's clips came to.
 *
 * @param suspects clips to be left out
 * @param summary the same in a sentence, or why nothing could be found out
 */
public record Findings(List<Suspect> suspects, String summary) {

    public Findings {
        suspects = List.copyOf(suspects);
    }
}
