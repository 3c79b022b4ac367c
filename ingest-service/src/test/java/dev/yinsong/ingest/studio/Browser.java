package dev.yinsong.ingest.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A Chromium of this machine with a microphone that hears a beep. It remembers what went wrong in its pages. */
final class Browser implements AutoCloseable {

    private static final List<Path> PLACES = List.of(
            Path.of("/usr/bin/chromium"), Path.of("/usr/bin/chromium-browser"), Path.of("/usr/bin/google-chrome"));

    /** For a machine with much else to do. */
    private static final double PATIENCE_MS = 120_000;

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser browser;
    private final List<String> accidents = new ArrayList<>();

    private Browser(Path program) {
        this.playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        this.browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(program)
                        .setArgs(List.of("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")));
    }

    /** Skips the test where there is no Chromium. */
    static Browser open() {
        var program = PLACES.stream().filter(Files::isExecutable).findFirst();
        assumeTrue(program.isPresent(), "there is no Chromium on this machine: none of " + PLACES);
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
        return new Browser(program.get());
    }

    /** An empty page, as wide as a window or a phone. */
    Page page(int width) {
        var page = browser.newContext(
                        new com.microsoft.playwright.Browser.NewContextOptions().setViewportSize(width, 850))
                .newPage();
        page.setDefaultTimeout(PATIENCE_MS);
        page.setDefaultNavigationTimeout(PATIENCE_MS);
        page.onPageError(accidents::add);
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")) {
                accidents.add(message.text());
            }
        });
        return page;
    }

    /** Fails if a script broke, or wanted what the page's policy forbids. */
    void assertNothingWentWrong() {
        assertThat(accidents).isEmpty();
    }

    @Override
    public void close() {
        playwright.close();
    }
}
