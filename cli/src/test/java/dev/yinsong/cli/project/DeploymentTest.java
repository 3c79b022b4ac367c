package dev.yinsong.cli.project;

import static dev.yinsong.cli.project.Manifests.BASE;
import static dev.yinsong.cli.project.Manifests.compose;
import static dev.yinsong.cli.project.Manifests.container;
import static dev.yinsong.cli.project.Manifests.documents;
import static dev.yinsong.cli.project.Manifests.list;
import static dev.yinsong.cli.project.Manifests.manifests;
import static dev.yinsong.cli.project.Manifests.map;
import static dev.yinsong.cli.project.Manifests.only;
import static dev.yinsong.cli.project.Manifests.pod;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** docker-compose.yml and k8s/, read as their tools read them. */
class DeploymentTest {

    private static final Path ROOT = Project.root();
    private static final List<String> OF_KUSTOMIZE = List.of("kustomization.yaml", "references.yaml");

    @ParameterizedTest
    @ValueSource(strings = {"ingest", "trainer", "synth"})
    void asksCallersOfAComposedServiceForKeysFromAMountedFile(String service) {
        var definition = map(map(compose(), "services"), service);
        var environment = map(definition, "environment");

        assertThat(environment).containsEntry("YINSONG_ACCESS_MODE", "keys");
        var file = Path.of(String.valueOf(environment.get("YINSONG_ACCESS_KEY_FILE")));
        assertThat(list(definition, "volumes"))
                .anySatisfy(volume -> assertThat(volume.toString()).contains(":" + file.getParent() + ":ro"));
        assertThat(list(definition, "ports"))
                .allSatisfy(port -> assertThat(port.toString())
                        .as("published on this machine only")
                        .startsWith("127.0.0.1:"));
        assertThat(map(definition, "healthcheck").get("test").toString()).contains("/q/health/ready");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingest", "trainer", "synth"})
    void buildsAComposedServiceFromAFileThatListensEverywhere(String service) throws IOException {
        var build = map(map(map(compose(), "services"), service), "build");
        var file = Files.readString(ROOT.resolve(String.valueOf(build.get("dockerfile"))));

        assertThat(file).contains("QUARKUS_HTTP_HOST=0.0.0.0", "COPY " + service + "-service/target/quarkus-app/lib/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingest", "trainer", "synth"})
    void probesADeployedServiceAtItsPort(String service) {
        var container = container(service);
        var port = map(only(list(container, "ports")));

        for (var probe : Map.of("startupProbe", "started", "readinessProbe", "ready", "livenessProbe", "live")
                .entrySet()) {
            var request = map(map(container, probe.getKey()), "httpGet");
            assertThat(request).containsEntry("path", "/q/health/" + probe.getValue());
            assertThat(request).containsEntry("port", port.get("name"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingest", "trainer", "synth"})
    void asksCallersOfADeployedServiceForKeysFromAMountedSecret(String service) throws IOException {
        var settings = Files.readAllLines(BASE.resolve("settings.env"));
        var file = settings.stream()
                .filter(line -> line.startsWith("YINSONG_ACCESS_KEY_FILE="))
                .map(line -> Path.of(line.substring(line.indexOf('=') + 1)))
                .findFirst()
                .orElseThrow();

        assertThat(settings).contains("YINSONG_ACCESS_MODE=keys");
        assertThat(list(container(service), "envFrom").toString()).contains("name=settings", "name=secrets");
        assertThat(list(container(service), "volumeMounts"))
                .anySatisfy(mount -> assertThat(map(mount))
                        .containsEntry("name", "keys")
                        .containsEntry("mountPath", file.getParent().toString()));
        assertThat(list(pod(service), "volumes"))
                .anySatisfy(volume -> assertThat(map(volume).get("secret")).isEqualTo(Map.of("secretName", "keys")));
    }

    @Test
    void listsEveryManifestAndGeneratesWhatTheyNeed() throws IOException {
        var kustomization = map(new Yaml().load(Files.readString(BASE.resolve("kustomization.yaml"))));

        try (var files = Files.list(BASE)) {
            assertThat(list(kustomization, "resources").stream().map(Object::toString))
                    .containsExactlyInAnyOrderElementsOf(
                            files.map(file -> file.getFileName().toString())
                                    .filter(name -> name.endsWith(".yaml") && !OF_KUSTOMIZE.contains(name))
                                    .toList());
        }
        assertThat(names(list(kustomization, "configMapGenerator"))).containsExactly("settings");
        assertThat(names(list(kustomization, "secretGenerator"))).containsExactly("secrets", "keys");
        for (var generator : Stream.concat(
                        list(kustomization, "configMapGenerator").stream(),
                        list(kustomization, "secretGenerator").stream())
                .map(Manifests::map)
                .toList()) {
            for (var kind : List.of("envs", "files")) {
                if (generator.containsKey(kind)) {
                    assertThat(list(generator, kind))
                            .allSatisfy(file ->
                                    assertThat(BASE.resolve(file.toString())).isRegularFile());
                }
            }
        }
    }

    @Test
    void scalesEachServiceByOneRuleAndKeepsAnotherPodWhenOneGoes() {
        for (var service : List.of("ingest", "trainer", "synth")) {
            var kinds = manifests(service).stream()
                    .filter(each -> service.equals(map(each, "metadata").get("name")))
                    .map(each -> each.get("kind"))
                    .toList();
            assertThat(kinds).contains("Service", "Deployment", "PodDisruptionBudget");
            assertThat(kinds)
                    .filteredOn(kind -> kind.equals("HorizontalPodAutoscaler") || kind.equals("ScaledObject"))
                    .hasSize(1);
        }
    }

    @Test
    void tellsCustomResourcesWhatTheSecretIsCalledThatIsGenerated() throws IOException {
        var kustomization = map(new Yaml().load(Files.readString(BASE.resolve("kustomization.yaml"))));
        var configuration = only(list(kustomization, "configurations")).toString();
        var references = list(documents(BASE.resolve(configuration)).getFirst(), "nameReference");
        var authentication = only(manifests("trainer").stream()
                .filter(each -> "TriggerAuthentication".equals(each.get("kind")))
                .toList());

        assertThat(list(map(map(authentication), "spec"), "secretTargetRef"))
                .allSatisfy(each -> assertThat(map(each)).containsEntry("name", "secrets"));
        assertThat(map(only(references)))
                .containsEntry("kind", "Secret")
                .containsEntry(
                        "fieldSpecs",
                        List.of(Map.of("kind", "TriggerAuthentication", "path", "spec/secretTargetRef/name")));
    }

    /** KEDA runs in a namespace of its own, where a short name is somebody else's. */
    @ParameterizedTest
    @CsvSource({"trainer, postgresql, host", "synth, prometheus, serverAddress"})
    void tellsKedaWholeNames(String service, String trigger, String key) {
        var scaled = map(only(manifests(service).stream()
                .filter(each -> "ScaledObject".equals(each.get("kind")))
                .toList()));
        var metadata = list(map(scaled, "spec"), "triggers").stream()
                .map(Manifests::map)
                .filter(each -> trigger.equals(each.get("type")))
                .map(each -> map(each, "metadata"))
                .toList();

        assertThat(String.valueOf(map(only(metadata)).get(key))).contains(".yinsong.svc.cluster.local");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingest", "trainer"})
    void findsTheDatabaseWhereTheSettingsSay(String service) throws IOException {
        assertThat(Files.readAllLines(BASE.resolve("settings.env")))
                .anyMatch(line -> line.startsWith("POSTGRES_ADDRESS="));
        assertThat(list(container(service), "env"))
                .extracting(each -> String.valueOf(map(each).get("value")))
                .contains(
                        "jdbc:postgresql://$(POSTGRES_ADDRESS)/" + service,
                        "postgresql://$(POSTGRES_ADDRESS)/" + service);
    }

    /** A share of what the container may have would leave too little for tensors, which are no part of the heap. */
    @ParameterizedTest
    @CsvSource({
        "ingest-service/Dockerfile, 512m",
        "trainer-service/Dockerfile, 1g",
        "trainer-service/Dockerfile.cuda, 1g",
        "synth-service/Dockerfile, 1g"
    })
    void givesJavaInAnImageTheHeapThatItWasMeasuredWith(String file, String heap) throws IOException {
        assertThat(Files.readString(ROOT.resolve(file)))
                .contains("JDK_JAVA_OPTIONS=-Xmx" + heap + "\n")
                .doesNotContain("MaxRAMPercentage");
    }

    @ParameterizedTest
    @CsvSource({"ingest, trainings", "trainer, clips"})
    void letsNoConsumerMakeATopicWithoutItsSettings(String service, String channel) {
        assertThat(Manifests.settings(service))
                .containsEntry("mp.messaging.incoming." + channel + ".allow.auto.create.topics", "false");
    }

    @Test
    void letsAPodFillTheVolumeThatOthersReadTheModelFrom() {
        var claim = map(documents(BASE.resolve("model.yaml")).getFirst(), "spec");

        assertThat(list(claim, "accessModes").toString()).isEqualTo("[ReadWriteMany]");
    }

    @Test
    void appliesTheGpuOverlayToDeploymentsThatThereAre() throws IOException {
        var overlay = ROOT.resolve("k8s/overlays/gpu");
        var kustomization = map(new Yaml().load(Files.readString(overlay.resolve("kustomization.yaml"))));

        assertThat(list(kustomization, "resources"))
                .allSatisfy(each -> assertThat(overlay.resolve(each.toString())).isDirectory());
        assertThat(list(kustomization, "patches"))
                .allSatisfy(patch -> assertThat(
                                overlay.resolve(String.valueOf(map(patch).get("path"))))
                        .isRegularFile());
    }

    @Test
    void trainsOnTheGpuThatTheOverlayAsksFor() throws IOException {
        List<Object> patch = new Yaml().load(Files.readString(ROOT.resolve("k8s/overlays/gpu/gpu.yaml")));

        assertThat(patch.toString()).contains("nvidia.com~1gpu");
        assertThat(patch)
                .as("no pod more than there are GPUs while pods are replaced")
                .anySatisfy(each ->
                        assertThat(map(each).get("value")).isEqualTo(Map.of("maxUnavailable", 1, "maxSurge", 0)));
        assertThat(patch)
                .anySatisfy(each -> assertThat(map(each).get("value"))
                        .isEqualTo(Map.of("name", "YINSONG_TRAINER_TRAINING_DEVICE", "value", "cuda")));
    }

    private static List<Object> names(List<?> generators) {
        Function<Object, Object> name =
                generator -> Objects.requireNonNull(map(generator).get("name"));
        return generators.stream().map(name).toList();
    }
}
