package dev.yinsong.synth;

import static io.restassured.RestAssured.given;

import java.time.Duration;
import org.awaitility.Awaitility;

/** Waits as a load balancer does. */
public final class VoicesAtStart {

    private VoicesAtStart() {}

    /** Returns when the service says that it is ready. */
    public static void await() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> given().get("/q/health/ready").statusCode() == 200);
    }
}
