/** What happened to voices: the events that the services exchange over Kafka, and their wire form. */
@NullMarked
package dev.yinsong.common.event;

import org.jspecify.annotations.NullMarked;
