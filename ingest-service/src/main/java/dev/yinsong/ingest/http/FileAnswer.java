package dev.yinsong.ingest.http;

import jakarta.ws.rs.core.HttpHeaders;
import java.nio.file.Path;
import org.jboss.resteasy.reactive.PathPart;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** A file that never changes, whole or a range of it (RFC 9110). */
public final class FileAnswer {

    private FileAnswer() {}

    /**
     * The answer.
     *
     * @param hash of the file, which is its validator
     * @param name what a browser would save it as
     * @param conditions of the request
     */
    public static RestResponse<PathPart> of(
            Path file, long bytes, String hash, String mediaType, String name, Conditions conditions) {
        var tag = '"' + hash + '"';
        if (conditions.ifNoneMatch() != null && EntityTags.lists(conditions.ifNoneMatch(), tag)) {
            return RestResponse.ResponseBuilder.<PathPart>notModified()
                    .header(HttpHeaders.ETAG, tag)
                    .build();
        }
        var range = ByteRange.of(conditions.range(), bytes);
        var part = range.orElse(new ByteRange(0, bytes - 1));
        var answer = RestResponse.ResponseBuilder.<PathPart>create(range.isPresent() ? 206 : 200)
                .entity(new PathPart(file, part.from(), part.length()))
                .type(mediaType)
                .header(HttpHeaders.ETAG, tag)
                .header(HttpHeaders.CACHE_CONTROL, "private, max-age=31536000, immutable")
                .header(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"" + name + "\"")
                .header(HttpHeaders.CONTENT_LENGTH, part.length())
                .header("Accept-Ranges", "bytes")
                .header("X-Content-Type-Options", "nosniff");
        range.ifPresent(some -> answer.header("Content-Range", "bytes " + some.from() + "-" + some.to() + "/" + bytes));
        return answer.build();
    }

    /**
     * What a request says of the answer that it wants.
     *
     * @param range the header, if it was sent
     * @param ifNoneMatch the header, if it was sent
     */
    public record Conditions(
            @Nullable String range, @Nullable String ifNoneMatch) {}
}
