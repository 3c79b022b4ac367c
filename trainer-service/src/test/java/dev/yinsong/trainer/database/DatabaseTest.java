package dev.yinsong.trainer.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import java.lang.reflect.Proxy;
import java.net.ConnectException;
import java.util.concurrent.atomic.AtomicInteger;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.Test;

class DatabaseTest {

    private final Database database = new Database(unused(Mutiny.SessionFactory.class), unused(Vertx.class));

    @Test
    void triesAgainWhileTheDatabaseIsAway() {
        var attempts = new AtomicInteger();
        var work = Uni.createFrom().item(() -> {
            if (attempts.incrementAndGet() < 3) {
                throw new IllegalStateException(new ConnectException("connection refused"));
            }
            return "done";
        });

        assertThat(database.await(work)).isEqualTo("done");
        assertThat(attempts).hasValue(3);
    }

    @Test
    void triesAgainWhileTheDatabaseStarts() {
        var attempts = new AtomicInteger();
        var work = Uni.createFrom().item(() -> {
            if (attempts.incrementAndGet() < 3) {
                throw new PgException("the database system is starting up", "FATAL", "57P03", "");
            }
            return "done";
        });

        assertThat(database.await(work)).isEqualTo("done");
    }

    @Test
    void doesNotTryAgainWhatIsRefused() {
        var attempts = new AtomicInteger();
        Uni<String> work = Uni.createFrom().failure(() -> {
            attempts.incrementAndGet();
            return new IllegalArgumentException("nonsense");
        });

        assertThatThrownBy(() -> database.await(work)).hasMessage("nonsense");
        assertThat(attempts).hasValue(1);
    }

    @Test
    void doesNotTryAgainWhereItsPasswordIsRefused() {
        Uni<String> work =
                Uni.createFrom().failure(() -> new PgException("password authentication failed", "FATAL", "28P01", ""));

        assertThatThrownBy(() -> database.await(work)).isInstanceOf(PgException.class);
    }

    @Test
    void doesNotWaitForADatabaseThatIsAwayWhenTheServiceStops() {
        Uni<String> work = Uni.createFrom().failure(() -> new ConnectException("connection refused"));

        database.stop(new ShutdownEvent());

        assertThatThrownBy(() -> database.await(work))
                .isInstanceOf(Database.Away.class)
                .hasMessageContaining("connection refused");
    }

    private static <T> T unused(Class<T> type) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, values) -> {
                    throw new AssertionError(method + " is not expected to be called");
                }));
    }
}
