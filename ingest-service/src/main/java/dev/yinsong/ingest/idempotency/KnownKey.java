package dev.yinsong.ingest.idempotency;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Instant;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** A key that was sent with a request, and the answer that the request got. */
@Entity
@Table(name = "idempotency_key")
class KnownKey {

    @Id
    @Column(name = "key")
    private String id;

    private String fingerprint;

    @Column(name = "claimed_at")
    private Instant claimedAt;

    private @Nullable Integer status;
    private @Nullable String location;
    private @Nullable String etag;

    @Column(name = "media_type")
    private @Nullable String mediaType;

    private @Nullable String body;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected KnownKey() {}

    boolean isOf(String otherFingerprint) {
        return fingerprint.equals(otherFingerprint);
    }

    boolean answered() {
        return status != null;
    }

    void answer(int answerStatus, Answer answer) {
        status = answerStatus;
        location = answer.location();
        etag = answer.etag();
        mediaType = answer.mediaType();
        body = answer.body();
    }

    /** The answer as it was, marked as one that was given before. */
    RestResponse<Object> replay() {
        if (status == null) {
            throw new IllegalStateException("the request with key " + id + " of " + claimedAt + " has no answer yet");
        }
        var answer = RestResponse.ResponseBuilder.<Object>create(status)
                .entity(body)
                .type(mediaType)
                .header("Idempotency-Replayed", true);
        if (location != null) {
            answer.header(HttpHeaders.LOCATION, location);
        }
        if (etag != null) {
            answer.header(HttpHeaders.ETAG, etag);
        }
        return answer.build();
    }

    /**
     * What is kept of an answer besides its status.
     *
     * @param location the header, if there was one
     * @param etag the header, if there was one
     * @param body as JSON, if there was one
     */
    record Answer(
            @Nullable String location,
            @Nullable String etag,
            String mediaType,
            @Nullable String body) {}
}
