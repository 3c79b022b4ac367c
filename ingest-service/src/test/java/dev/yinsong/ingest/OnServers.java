package dev.yinsong.ingest;

import dev.yinsong.embedded.EmbeddedTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Runs a Quarkus test on a real Kafka and a real PostgreSQL. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@WithTestResource(value = EmbeddedTestResource.class, initArgs = @ResourceArg(name = "database", value = "ingest"))
public @interface OnServers {}
