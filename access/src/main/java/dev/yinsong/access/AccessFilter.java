package dev.yinsong.access;

import dev.yinsong.common.problem.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.ClientProxy;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/** Stands before every resource: who calls, may they, do they call too often; and has what they do written down. */
@Singleton
class AccessFilter {

    private static final String VOICE_PARAMETER = "voice";

    private final Hosts hosts;
    private final Authentication authentication;
    private final Rules rules;
    private final Instance<VoiceLookup> lookup;
    private final Caller caller;
    private final TokenBuckets buckets = new TokenBuckets(System::nanoTime);
    private final AuditLog audit;
    private final Instance<MeterRegistry> meters;

    AccessFilter(
            Hosts hosts,
            Authentication authentication,
            Rules rules,
            Instance<VoiceLookup> lookup,
            Caller caller,
            AuditLog audit,
            Instance<MeterRegistry> meters) {
        this.hosts = hosts;
        this.authentication = authentication;
        this.rules = rules;
        this.lookup = lookup;
        this.caller = caller;
        this.audit = audit;
        this.meters = meters;
    }

    /** Lets a request through, or fails with the problem that is its answer. */
    @ServerRequestFilter(priority = Priorities.AUTHENTICATION)
    public Uni<@Nullable Response> admit(ContainerRequestContext request) {
        var here = Vertx.currentContext();
        var uri = request.getUriInfo();
        var rule = rules.of(request.getMethod(), uri.getPath());
        rule.action()
                .ifPresent(action ->
                        audit.follow(action, ClientProxy.unwrap(caller), request.getMethod() + " " + uri.getPath()));
        return Uni.createFrom()
                .voidItem()
                .invoke(hosts::check)
                .chain(() -> authentication.identify(request.getHeaderString(HttpHeaders.AUTHORIZATION)))
                .emitOn(next -> here.runOnContext(_ -> next.run())) // where the request's scope is
                .invoke(caller::is)
                .invoke(this::slowDown)
                .invoke(identity -> {
                    if (!identity.grant().allows(rule.roles())) {
                        throw NotAllowed.role(identity.name(), rule.roles());
                    }
                })
                .chain(identity -> voice(uri, rule, identity))
                .invoke(voice -> voice.ifPresent(caller::uses))
                .onFailure(Problem.class)
                .invoke(this::count)
                .replaceWith(Uni.createFrom().nullItem());
    }

    private void slowDown(Identity identity) {
        int limit = identity.requestsPerMinute();
        if (limit > 0) {
            buckets.take(identity.name(), limit).ifPresent(wait -> {
                throw new TooManyRequests(limit, wait);
            });
        }
    }

    /** The voice that the path names, or that is looked up where it matters: for who is limited, and for the record. */
    private Uni<Optional<String>> voice(UriInfo uri, Rule rule, Identity identity) {
        var named = Optional.ofNullable(uri.getPathParameters().getFirst(VOICE_PARAMETER));
        var matters = !identity.grant().everyVoice() || rule.action().isPresent();
        return named.isPresent() || lookup.isUnsatisfied() || !matters
                ? Uni.createFrom().item(named)
                : lookup.get().voiceOf(uri);
    }

    private void count(Throwable refusal) {
        var kind = ((Problem) refusal).details().type().getSchemeSpecificPart();
        meters.get()
                .counter("yinsong.access.refused.requests", "problem", kind.replace("problem:", ""))
                .increment();
    }
}
