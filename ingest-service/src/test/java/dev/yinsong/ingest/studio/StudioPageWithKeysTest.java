package dev.yinsong.ingest.studio;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.yinsong.ingest.OnServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The page as a person uses it whom the services ask for a key. */
@QuarkusTest
@OnServers
@WithTestResource(OtherServices.class)
@TestProfile(WithKeys.class)
class StudioPageWithKeysTest extends InBrowser {

    @Test
    void asksForAKeyUntilOneIsGoodAndGoesOnWithIt() {
        var name = "keyed-" + UUID.randomUUID().toString().substring(0, 8);
        var page = open(WINDOW, "/new");

        assertThat(page.getByText("This service takes requests with a key or token only."))
                .isVisible();
        giveKey(page, "yk_wrong");
        assertThat(page.getByText("The key is not known here")).isVisible();
        giveKey(page, WithKeys.key("owner"));
        page.getByLabel("Who speaks").fill(name);
        page.getByLabel("This is true").check();
        button(page, "Make the voice").click();

        assertThat(page.locator("h1")).hasText(name);
        given().header("Authorization", "Bearer " + WithKeys.key("owner"))
                .get("/v1/voices/" + name)
                .then()
                .statusCode(200);
    }

    @Test
    void letsAKeyThatOnlySpeaksDoThatAndOffersItNothingElse() {
        var page = open(PHONE, "/");
        giveKey(page, WithKeys.key("speaker"));

        assertThat(page.getByText("Your key is for speaking.")).isVisible();
        assertThat(page.locator("#voices .new")).isHidden();
        assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(PHONE);
        page.locator("#content").getByRole(AriaRole.LINK).click();
        button(page, "Speak").click();

        assertThat(page.locator(".take .about")).containsText("version 2");
        assertThat(page.locator(".problem")).hasCount(0);
    }

    @Test
    void forgetsTheKeyThatIsToBeChanged() {
        var page = open(WINDOW, "/");
        giveKey(page, WithKeys.key("speaker"));

        button(page, "Change key").click();

        giveKey(page, WithKeys.key("owner"));
        assertThat(page.locator("#voices .new")).isVisible();
    }

    private static void giveKey(Page page, String key) {
        page.getByLabel("API key", new Page.GetByLabelOptions().setExact(true)).fill(key);
        button(page, "Use this key").click();
    }
}
