package dev.yinsong.ingest.upload;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.yinsong.common.problem.Problem;
import dev.yinsong.ingest.clip.ClipView;
import dev.yinsong.ingest.clip.Clips;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of an upload.
 *
 * @param added how many clips it made
 * @param known how many were there before
 * @param refused how many could not be taken
 * @param seconds of speech in the clips that were made
 * @param results one for each clip that was sent, in the upload's order
 */
record UploadView(long added, long known, long refused, double seconds, List<Result> results) {

    static UploadView of(List<Result> results) {
        return new UploadView(
                count(results, 201),
                count(results, 200),
                results.stream().filter(result -> result.problem() != null).count(),
                results.stream()
                        .filter(result -> result.status() == 201)
                        .mapToDouble(result ->
                                result.clip() == null ? 0 : result.clip().seconds())
                        .sum(),
                List.copyOf(results));
    }

    private static long count(List<Result> results, int status) {
        return results.stream().filter(result -> result.status() == status).count();
    }

    /**
     * What became of one clip.
     *
     * @param name how its sender knows it
     * @param status what the answer would have been, had it come alone: 201, 200, or that of the problem
     * @param clip the clip, unless there is a problem
     * @param problem why there is no clip
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Result(String name, int status, @Nullable ClipView clip, Problem.@Nullable Details problem) {

        static Result of(String name, Clips.Added added) {
            return new Result(name, added.isNew() ? 201 : 200, added.clip(), null);
        }

        static Result of(String name, Problem why) {
            return new Result(name, why.details().status(), null, why.details());
        }
    }
}
