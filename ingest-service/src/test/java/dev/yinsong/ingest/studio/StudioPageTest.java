package dev.yinsong.ingest.studio;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.yinsong.ingest.OnServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page as a person uses it, in a browser. */
@QuarkusTest
@OnServers
@WithTestResource(OtherServices.class)
class StudioPageTest extends InBrowser {

    private static final Path SAMPLES = Path.of(System.getProperty("yinsong.root"), "samples");

    @Test
    void makesAVoiceAndTakesItsClipsIn() {
        var name = "page-" + UUID.randomUUID().toString().substring(0, 8);
        var page = open(WINDOW, "/new");

        page.getByLabel("Who speaks").fill(name.replace('-', ' '));
        assertThat(page.getByLabel("Name for programs")).hasValue(name);
        page.getByLabel("This is true").check();
        button(page, "Make the voice").click();
        page.setInputFiles("#files", new Path[] {sample("001.wav"), sample("001.txt"), sample("002.wav")});
        page.getByLabel("What is said in 002.wav").fill("Please put the yellow jug on the shelf.");
        button(page, "Send 2 clips").click();

        assertThat(page.locator(".list-head h2").getByText(Pattern.compile("2 clips, 6\\.\\d+ s")))
                .isVisible();
        assertThat(page.locator(".clip-list")).containsText("The old ferry left the harbour");
        assertThat(page.locator(".clip .badge").first()).hasText("good");
        given().get("/v1/voices/" + name).then().body("clips", org.hamcrest.Matchers.equalTo(2));
    }

    @Test
    void saysWhyAClipIsRefused() throws Exception {
        var page = open(WINDOW, "/voices/" + voice() + "/clips");
        var noise = Files.writeString(Files.createTempDirectory("refused").resolve("noise.wav"), "no sound at all");

        page.setInputFiles("#files", noise);
        page.getByLabel("What is said in noise.wav").fill("Nothing.");
        button(page, "Send 1 clip").click();

        var status = page.locator(".item[data-state=refused] .status");
        assertThat(status).isVisible();
        assertThat(status.innerText()).endsWith(".").hasSizeGreaterThan(20);
    }

    @Test
    void recordsASentence() {
        var name = voice();
        var page = open(WINDOW, "/voices/" + name + "/clips");

        button(page, "Record now").click();
        button(page, "Record").click();
        assertThat(page.locator(".recorder .time")).containsText(Pattern.compile("[1-9]\\.\\d\\d s"));
        button(page, "Stop").click();
        button(page, "Keep it").click();

        // the browser's own microphone only beeps: the service decoded it, and says what it thinks of that
        assertThat(page.locator(".recorder .problem, .clip").first()).isVisible();
    }

    @Test
    void keepsWhatIsBeingTypedWhenAnotherClipGoes() throws Exception {
        var name = voice();
        add(name, "001");
        add(name, "002");
        var page = open(WINDOW, "/voices/" + name + "/clips");

        page.getByTitle("Correct the words").nth(1).click();
        var words = page.locator(".correction textarea");
        words.fill("Half a cor");
        page.getByTitle("Delete").first().click();
        button(page, "Delete the clip").click();

        assertThat(page.locator(".clip")).hasCount(1);
        assertThat(words).hasValue("Half a cor");
    }

    @Test
    void showsAClipThatAnotherProgramAdds() throws Exception {
        var name = voice();
        var page = open(WINDOW, "/voices/" + name + "/clips");
        assertThat(page.locator(".clips .empty")).isVisible();

        add(name, "001");

        assertThat(page.locator(".clip-list")).containsText("The old ferry left the harbour");
    }

    @Test
    void showsARunWithItsLossesAndWhatTheGateHeard() {
        createdOnce("anna");
        var page = open(WINDOW, "/voices/anna/training");

        assertThat(page.locator(".run-head")).containsText("12 clips, 2 of them held out · took 2 min 30 s");
        assertThat(page.locator(".chart").first().locator(".key")).hasText(new String[] {
            "training 1.250 nats/token", "held out 1.500 nats/token", "stops at 1.250 nats/token"
        });
        assertThat(page.locator(".chart canvas")).hasCount(2);
        assertThat(page.locator(".progress-text")).hasText("Step 60 of at most 120");
        assertThat(page.locator(".run-log .warned")).containsText("the flow loss fell abruptly");
        assertThat(page.getByText("Published as version 2.")).isVisible();
        assertThat(page.locator(".checks")).containsText("0 of 1 sentences run on");
        assertThat(page.locator(".heard")).containsText("likeness 0.750");
    }

    @Test
    void offersNothingThatTheServicesCannotDo() {
        createdOnce("anna");
        var page = open(WINDOW, "/voices/anna/versions");

        assertThat(page.getByText("speaks now")).isVisible();
        assertThat(button(page, "Archive")).hasCount(0);
    }

    @Test
    void speaksWithTheKeyThatItAskedFor() {
        var page = open(WINDOW, "/speak/anna@1");

        assertThat(voiceChoice(page)).hasValue("anna@1");
        page.getByLabel("Text").fill("Good morning.");
        button(page, "Speak").click();
        assertThat(page.getByText("This service asks for a key.")).isVisible();
        page.getByLabel("API key", new Page.GetByLabelOptions().setExact(true)).fill(OtherServices.KEY);
        button(page, "Use this key").click();

        assertThat(page.locator(".take .about"))
                .containsText(Pattern.compile("^0\\.50 s · first sound after .* · version 2 · seed \\d+$"));
        assertThat(button(page, "Play the voice anna@1")).isVisible();
    }

    @Test
    void choosesTheVersionThatALinkNames() {
        assertThat(voiceChoice(open(WINDOW, "/speak/anna@2"))).hasValue("anna"); // the current one
        assertThat(voiceChoice(open(WINDOW, "/speak/rms"))).hasValue("rms");
    }

    @Test
    void choosesNobodyInPlaceOfAVoiceThatCanNotSpeakYet() {
        var page = open(WINDOW, "/speak/anna@3");

        assertThat(page.getByText("anna@3 can’t speak yet.")).isVisible();
        assertThat(voiceChoice(page)).hasValue("");
    }

    @Test
    void findsAVoiceAgainThatWasPutAway() {
        var name = voice();
        given().contentType("application/json")
                .body("{\"archived\": true}")
                .patch("/v1/voices/" + name)
                .then()
                .statusCode(200);
        var page = open(WINDOW, "/");

        page.locator("#voices summary").click();
        page.locator("#voices").getByText(name).click();

        assertThat(page.getByText("This voice is put away, and takes no clips."))
                .isVisible();
        assertThat(page.locator(".adding")).hasCount(0);
    }

    @Test
    void skipsToTheContentOfTheViewThatIsShown() {
        var page = open(WINDOW, "/speak");
        assertThat(page.locator("h1")).hasText("Speak");

        page.locator(".skip").focus();
        page.keyboard().press("Enter");

        assertThat(page.locator("#content")).isFocused();
        assertThat(page.locator("h1")).hasText("Speak");
    }

    @Test
    void speaksOnTheKeyboardAlone() {
        var page = open(WINDOW, "/speak");
        page.evaluate("key => sessionStorage.setItem('yinsong.key', key)", OtherServices.KEY);

        page.getByLabel("Text").focus();
        page.keyboard().press("Control+Enter");

        assertThat(page.locator(".take .about")).isVisible();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "new",
                "speak",
                "voices/anna/clips",
                "voices/anna/training",
                "voices/anna/versions",
                "voices/anna/settings"
            })
    void fitsAPhone(String view) {
        createdOnce("anna");
        var page = open(PHONE, "/" + view);

        assertThat(page.locator("#content h1")).isVisible();
        assertThat(page.locator(".waiting")).hasCount(0);

        assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(PHONE);
    }

    @Test
    void pairsRecordingsWithTheirWords() {
        var page = open(WINDOW, "/");

        var pairs = page.evaluate("""
                async () => {
                  const {paired} = await import('/studio/clips/pairing.js');
                  const file = (path, text = '') => ({path, file: new File([text], path.split('/').pop())});
                  const {clips, archives, others} = await paired([
                    file('a/10.WAV'), file('a/10.txt', 'ten\\n'), file('a/2.mp3'), file('a/metadata.csv', '2|2nd|second'),
                    file('b/10.wav'), file('lonely.txt', 'no sound'), file('.DS_Store'), file('all.zip'),
                  ]);
                  return [...clips.map(({name, text}) => `${name}=${text}`), ...archives.map(a => a.name), ...others];
                }""");

        assertThat(pairs).isEqualTo(List.of("a/2.mp3=2nd", "a/10.WAV=ten", "b/10.wav=", "all.zip", "lonely.txt"));
    }

    @Test
    void pairsFoldersAsTheServiceDoesInArchives() {
        var page = open(WINDOW, "/");

        var pairs = page.evaluate("""
                async () => {
                  const {paired} = await import('/studio/clips/pairing.js');
                  const file = (path, text = '') => ({path, file: new File([text], path.split('/').pop())});
                  const {clips} = await paired([
                    file('a/metadata.csv', '1|Words of a.'), file('a/wavs/1.wav'), file('a/wavs/1.txt', 'Others.'),
                    file('b/metadata.csv', '1|Words of b.\\n2|Words for two.'), file('b/1.wav'),
                    file('b/x/2.wav'), file('b/y/2.wav'), file('b/z/3.mp3'), file('b/z/3.wav'), file('b/z/3.txt', 'three'),
                  ]);
                  return clips.map(({name, text, why}) => why ? `${name}! ${why}` : `${name}: ${text}`);
                }""");

        assertThat(pairs)
                .isEqualTo(List.of(
                        "a/wavs/1.wav: Words of a.",
                        "b/1.wav: Words of b.",
                        "b/x/2.wav! There is more than one file for 2: nobody knows which one is meant.",
                        "b/y/2.wav! There is more than one file for 2: nobody knows which one is meant.",
                        "b/z/3.mp3: three",
                        "b/z/3.wav! There is more than one file for 3: nobody knows which one is meant."));
    }

    @Test
    void readsEventsThatComeInPieces() {
        var page = open(WINDOW, "/");

        var events = page.evaluate("""
                async () => {
                  const {eventsOf} = await import('/studio/events.js');
                  const bytes = new TextEncoder().encode('id: 7\\r\\nevent: said\\r\\ndata: {"é":1}\\r\\n\\r\\n: idle\\n\\ndata: a\\ndata: b\\n\\ndata: cut');
                  const body = new ReadableStream({
                    start(to) {
                      bytes.forEach(byte => to.enqueue(new Uint8Array([byte])));
                      to.close();
                    },
                  });
                  const seen = [];
                  for await (const {id, name, data} of eventsOf(body)) {
                    seen.push(`${id} ${name} ${data}`);
                  }
                  return seen;
                }""");

        assertThat(events).isEqualTo(List.of("7 said {\"é\":1}", "undefined message a\nb"));
    }

    private static Locator voiceChoice(Page page) {
        return page.getByLabel("Voice", new Page.GetByLabelOptions().setExact(true));
    }

    private static Path sample(String name) {
        return SAMPLES.resolve(name);
    }

    private static void add(String voice, String sample) throws IOException {
        given().multiPart("audio", sample(sample + ".wav").toFile())
                .multiPart("text", Files.readString(sample(sample + ".txt")))
                .post("/v1/voices/" + voice + "/clips")
                .then()
                .statusCode(201);
    }

    private static String voice() {
        var name = "voice-" + UUID.randomUUID().toString().substring(0, 8);
        create(name);
        return name;
    }

    private static void createdOnce(String name) {
        if (given().get("/v1/voices/" + name).statusCode() == 404) {
            create(name);
        }
    }

    private static void create(String name) {
        given().contentType("application/json")
                .body("""
                      {"name": "%s", "language": "en", "consent": {"statement": "I agree."}}""".formatted(name))
                .post("/v1/voices")
                .then()
                .statusCode(201);
    }
}
