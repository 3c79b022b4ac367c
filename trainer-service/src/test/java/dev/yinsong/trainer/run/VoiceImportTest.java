package dev.yinsong.trainer.run;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import dev.yinsong.common.event.CheckpointPublished;
import dev.yinsong.common.event.Topics;
import dev.yinsong.common.model.ModelDirectory;
import dev.yinsong.cosyvoice.checkpoint.VoiceArchive;
import dev.yinsong.cosyvoice.checkpoint.VoiceCard;
import dev.yinsong.cosyvoice.config.CosyVoiceConfig;
import dev.yinsong.cosyvoice.config.Network;
import dev.yinsong.cosyvoice.lora.Adapter;
import dev.yinsong.cosyvoice.lora.Factors;
import dev.yinsong.cosyvoice.lora.LoraConfig;
import dev.yinsong.cosyvoice.lora.LoraTarget;
import dev.yinsong.trainer.Bus;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@TestProfile(JointProfile.class)
class VoiceImportTest {

    private static final int RANK = 2;

    @ConfigProperty(name = "yinsong.model")
    Path model;

    @TempDir
    Path folder;

    private final String voice = "voice-" + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void makesAVersionThatIsTheSameVoiceUnderItsNewNameAndLetsItSpeak() throws IOException {
        var sent = voiceOf(hash());

        send(sent.bytes(), true)
                .statusCode(201)
                .header("Location", endsWith("/v1/voices/" + voice + "/versions/1"))
                .body("voice", equalTo(voice))
                .body("version", equalTo(1));

        var taken = archive(1);
        assertThat(taken.voiceHash()).isEqualTo(sent.voiceHash());
        assertThat(taken.adapter()).usingRecursiveComparison().isEqualTo(sent.adapter());
        assertThat(taken.card())
                .usingRecursiveComparison()
                .isEqualTo(sent.card().rewritten().named(voice, 1).build());
        assertThat(state(1)).isEqualTo("current");
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(Bus.events(Topics.CHECKPOINTS, voice))
                        .singleElement()
                        .isInstanceOfSatisfying(CheckpointPublished.class, event -> {
                            assertThat(event.version()).isEqualTo(1);
                            assertThat(event.baseHash()).isEqualTo(hash());
                        }));
    }

    @Test
    void keepsACandidateBesideTheVersionThatSpeaks() throws IOException {
        send(voiceOf(hash()).bytes(), true).statusCode(201);

        send(voiceOf(hash()).bytes(), false).statusCode(201).body("version", equalTo(2));

        assertThat(state(1)).isEqualTo("current");
        assertThat(state(2)).isEqualTo("candidate");
    }

    @Test
    void refusesAVoiceOfAnotherBaseAndMakesNoVersionOfIt() throws IOException {
        refused(voiceOf("ab".repeat(32)).bytes(), "it belongs to the base model");
    }

    @Test
    void refusesADamagedArchiveAndMakesNoVersionOfIt() throws IOException {
        var bytes = voiceOf(hash()).bytes();
        bytes[bytes.length / 2] ^= 1;

        refused(bytes, "the archive");
    }

    private void refused(byte[] archive, String reason) {
        send(archive, true)
                .statusCode(422)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:problem:import-refused"))
                .body("detail", containsString(reason));
        given().get("/v1/voices/{voice}/versions/1", voice).then().statusCode(404);
    }

    private ValidatableResponse send(byte[] archive, boolean promote) {
        return given().contentType("application/zip")
                .queryParam("promote", promote)
                .body(archive)
                .post("/v1/voices/{voice}/imports", voice)
                .then();
    }

    private VoiceArchive archive(int version) throws IOException {
        var file = folder.resolve("voice.zip");
        Files.write(
                file,
                given().get("/v1/voices/{voice}/versions/{version}/archive", voice, version)
                        .then()
                        .statusCode(200)
                        .extract()
                        .asByteArray());
        return VoiceArchive.read(file);
    }

    private String state(int version) {
        return given().get("/v1/voices/{voice}/versions/{version}", voice, version)
                .then()
                .statusCode(200)
                .extract()
                .path("state");
    }

    private String hash() {
        return ModelDirectory.open(model).hash();
    }

    private VoiceArchive voiceOf(String baseHash) {
        var config = CosyVoiceConfig.read(ModelDirectory.open(model).yaml());
        var random = new Random(5);
        var llm = LoraConfig.of(Network.LLM, RANK, RANK, 0);
        var flow = LoraConfig.of(Network.FLOW, RANK, RANK, 0);
        var layers = new LinkedHashMap<String, Factors>();
        for (var lora : Map.of(Network.LLM, llm, Network.FLOW, flow).entrySet()) {
            for (var target : LoraTarget.of(lora.getKey(), config, lora.getValue())) {
                var a = values(random, RANK * target.in());
                var b = values(random, target.out() * RANK);
                layers.put(
                        lora.getKey().key() + "." + target.module(),
                        new Factors(RANK, target.in(), target.out(), a, b));
            }
        }
        var card = VoiceCard.of(
                        "elsewhere", 7, baseHash, values(random, config.llm().speakerSize()))
                .language("en")
                .build();
        return new VoiceArchive(new Adapter(llm, flow, layers), card);
    }

    private static float[] values(Random random, int count) {
        var values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (0.02 * random.nextGaussian());
        }
        return values;
    }
}
