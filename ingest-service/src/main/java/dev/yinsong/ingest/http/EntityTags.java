package dev.yinsong.ingest.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Entity tags (RFC 9110): strong ones, that change whenever a caller would see anything else. */
@Singleton
public class EntityTags {

    private static final int BYTES = 12;

    private final ObjectMapper json;

    EntityTags(ObjectMapper json) {
        this.json = json;
    }

    /** The tag of what a caller sees, with its quotes. */
    public String of(Object view) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(json.writeValueAsBytes(view));
            return '"' + HexFormat.of().formatHex(hash, 0, BYTES) + '"';
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("can't be shown to a caller: " + view, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /**
     * Does nothing when a change may be made.
     *
     * @param ifMatch the header, if it was sent
     * @param current what the caller would see now
     * @throws Changed when the caller wants to change something else
     */
    public void check(@Nullable String ifMatch, Object current) {
        if (ifMatch != null && !lists(ifMatch, of(current))) {
            throw new Changed();
        }
    }

    /** 200 with the view and its tag, or 304 when the caller has the same already. */
    public <T> RestResponse<T> answer(T view, @Nullable String ifNoneMatch) {
        var tag = of(view);
        if (ifNoneMatch != null && lists(ifNoneMatch.replace("W/", ""), tag)) {
            return RestResponse.ResponseBuilder.<T>notModified()
                    .header(HttpHeaders.ETAG, tag)
                    .build();
        }
        return RestResponse.ResponseBuilder.ok(view)
                .header(HttpHeaders.ETAG, tag)
                .build();
    }

    /** Whether a header's list of tags has this one. */
    static boolean lists(String header, String tag) {
        return Arrays.stream(header.split(","))
                .map(String::strip)
                .anyMatch(listed -> listed.equals("*") || listed.equals(tag));
    }
}
