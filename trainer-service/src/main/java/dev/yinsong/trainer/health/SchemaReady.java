package dev.yinsong.trainer.health;

import dev.yinsong.trainer.database.Database;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** The database answers, and its schema is this service's. */
@Readiness
@ApplicationScoped
class SchemaReady implements AsyncHealthCheck {

    private final Database database;

    SchemaReady(Database database) {
        this.database = database;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        var answer = HealthCheckResponse.named("database schema");
        return database.reading(session -> session.createQuery("select r.id from RunRow r", Object.class)
                        .setMaxResults(1)
                        .getResultList())
                .map(_ -> answer.up().build())
                .onFailure()
                .recoverWithItem(failure -> answer.down()
                        .withData("reason", String.valueOf(failure.getMessage()))
                        .build());
    }
}
