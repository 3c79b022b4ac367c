package dev.yinsong.ingest.studio;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.common.http.TestHTTPResource;
import java.net.URL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Tests that use the page in a browser, in which no script may break. */
abstract class InBrowser {

    static final int WINDOW = 1280;
    static final int PHONE = 360;

    private static @Nullable Browser browser;

    @TestHTTPResource("/")
    URL address;

    /** Before each test and not before all, so that each counts as skipped where there is none. */
    @BeforeEach
    void openBrowser() {
        browser();
    }

    @AfterAll
    static void closeBrowser() {
        if (browser != null) {
            browser.close();
            browser = null;
        }
    }

    @AfterEach
    void brokeNoScript() {
        if (browser != null) {
            browser.assertNothingWentWrong();
        }
    }

    /** A view of the page, in a window of so many pixels. */
    final Page open(int width, String view) {
        var page = browser().page(width);
        page.navigate(address + "#" + view);
        return page;
    }

    private static Browser browser() {
        var open = browser;
        if (open == null) {
            browser = open = Browser.open();
        }
        return open;
    }

    static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
