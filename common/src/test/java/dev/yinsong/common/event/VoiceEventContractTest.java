package dev.yinsong.common.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VoiceEventContractTest {

    private static final Path CONTRACTS = Path.of(System.getProperty("yinsong.root"), "contracts");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final VoiceEventSerializer serializer = new VoiceEventSerializer();
    private final VoiceEventDeserializer deserializer = new VoiceEventDeserializer();

    static Stream<String> types() {
        return VoiceEvents.types().keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("types")
    void readsAndWritesItsGoldenFile(String type) throws IOException {
        var golden = golden(type);

        var event = VoiceEvents.read(type, golden);

        assertThat(JSON.readTree(VoiceEvents.write(event))).isEqualTo(JSON.readTree(golden));
        assertThat(VoiceEvents.type(event)).isEqualTo(type);
    }

    @ParameterizedTest
    @MethodSource("types")
    void comesBackFromKafkaAsItWas(String type) throws IOException {
        var event = VoiceEvents.read(type, golden(type));
        var headers = new RecordHeaders();

        var body = serializer.serialize(Topics.of(event), headers, event);

        assertThat(deserializer.deserialize(Topics.of(event), headers, body)).isEqualTo(event);
        assertThat(Arrays.stream(headers.toArray()).map(header -> header.key()))
                .containsExactlyInAnyOrder(
                        "ce_specversion", "ce_id", "ce_type", "ce_source", "ce_time", "ce_subject", "content-type");
        assertThat(CloudEventHeaders.text(headers, "ce_id")).contains(event.id().toString());
        assertThat(CloudEventHeaders.text(headers, "ce_subject")).contains("kathleen");
    }

    @ParameterizedTest
    @MethodSource("types")
    void passesOverFieldsThatItDoesNotKnow(String type) throws IOException {
        var newer = (ObjectNode) JSON.readTree(golden(type));
        newer.put("addedLater", 1).putObject("more").put("x", "y");

        var event = VoiceEvents.read(type, JSON.writeValueAsBytes(newer));

        assertThat(event).isEqualTo(VoiceEvents.read(type, golden(type)));
    }

    @ParameterizedTest
    @MethodSource("types")
    void refusesAnEventWithoutVoice(String type) throws IOException {
        var lacking = (ObjectNode) JSON.readTree(golden(type));
        lacking.remove("voice");
        var body = JSON.writeValueAsBytes(lacking);

        assertThatThrownBy(() -> VoiceEvents.read(type, body))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("voice is missing");
    }

    @Test
    void readsAClipOfBeforeClipsCouldBeAccepted() throws IOException {
        var type = "dev.yinsong.clip-ready.v1";
        var older = (ObjectNode) JSON.readTree(golden(type));
        older.remove("accepted");

        var event = VoiceEvents.read(type, JSON.writeValueAsBytes(older));

        assertThat(event).isEqualTo(VoiceEvents.read(type, golden(type)));
    }

    @Test
    void readsACheckpointOfBeforeItToldOfOtherVersions() throws IOException {
        var type = "dev.yinsong.checkpoint-published.v1";
        var older = (ObjectNode) JSON.readTree(golden(type));
        older.remove("others");

        var event = VoiceEvents.read(type, JSON.writeValueAsBytes(older));

        assertThat(event)
                .isInstanceOfSatisfying(
                        CheckpointPublished.class,
                        checkpoint -> assertThat(checkpoint.others()).isEmpty());
    }

    @Test
    void hasOneGoldenFileForEachEvent() throws IOException {
        try (var files = Files.list(CONTRACTS)) {
            Set<String> golden = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .map(name -> "dev.yinsong." + name.replace(".json", ""))
                    .collect(Collectors.toSet());

            assertThat(golden).isEqualTo(VoiceEvents.types().keySet());
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void isDescribedWithALinkToItsGoldenFile(String type) throws IOException {
        var events = Files.readString(CONTRACTS.resolveSibling("docs/events.md"));

        assertThat(events)
                .contains("## " + VoiceEvents.types().get(type).getSimpleName())
                .contains("(../contracts/" + type.replace("dev.yinsong.", "") + ".json)");
    }

    @Test
    void keepsTheBytesOfATypeThatItDoesNotKnow() {
        var headers = new RecordHeaders()
                .add("ce_type", bytes("dev.yinsong.clip-praised.v1"))
                .add("ce_subject", bytes("kathleen"));

        var event = deserializer.deserialize(Topics.CLIPS, headers, bytes("{\"praise\":1}"));

        assertThat(event).isInstanceOfSatisfying(Unknown.class, unknown -> {
            assertThat(unknown.type()).isEqualTo("dev.yinsong.clip-praised.v1");
            assertThat(unknown.voice()).isEqualTo("kathleen");
            assertThat(serializer.serialize(Topics.CLIPS, headers, unknown)).isEqualTo(bytes("{\"praise\":1}"));
        });
    }

    @Test
    void saysWhyAMessageIsMalformedAndKeepsItsBytes() {
        var headers = new RecordHeaders().add("ce_type", bytes("dev.yinsong.clip-ready.v1"));

        var event = deserializer.deserialize(Topics.CLIPS, headers, bytes("no json"));

        assertThat(event).isInstanceOfSatisfying(Malformed.class, malformed -> {
            assertThat(malformed.reason()).contains("dev.yinsong.clip-ready.v1");
            assertThat(serializer.serialize(Topics.CLIPS, headers, malformed)).isEqualTo(bytes("no json"));
        });
    }

    @Test
    void takesAMessageWithoutTypeForMalformed() {
        var event = deserializer.deserialize(Topics.CLIPS, new RecordHeaders(), bytes("{}"));

        assertThat(event)
                .isInstanceOfSatisfying(
                        Malformed.class,
                        malformed -> assertThat(malformed.reason()).contains("ce_type"));
    }

    @Test
    void derivesTheSameIdFromTheSameCause() {
        var once = VoiceEvent.idOf(ClipReady.class, "clip", 1);

        assertThat(VoiceEvent.idOf(ClipReady.class, "clip", 1)).isEqualTo(once);
        assertThat(VoiceEvent.idOf(ClipReady.class, "clip", 2)).isNotEqualTo(once);
        assertThat(VoiceEvent.idOf(ClipRemoved.class, "clip", 1)).isNotEqualTo(once);
    }

    private static byte[] golden(String type) throws IOException {
        return Files.readAllBytes(CONTRACTS.resolve(type.replace("dev.yinsong.", "") + ".json"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
