package dev.yinsong.ingest.health;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.hibernate.reactive.mutiny.Mutiny;

/** The database answers, and its schema is this service's. */
@Readiness
@ApplicationScoped
class SchemaReady implements AsyncHealthCheck {

    private final Mutiny.SessionFactory database;

    SchemaReady(Mutiny.SessionFactory database) {
        this.database = database;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        var answer = HealthCheckResponse.named("database schema");
        return database.withSession(session -> session.createQuery("select c.id from Clip c", Object.class)
                        .setMaxResults(1)
                        .getResultList())
                .map(_ -> answer.up().build())
                .onFailure()
                .recoverWithItem(failure -> answer.down()
                        .withData("reason", String.valueOf(failure.getMessage()))
                        .build());
    }
}
