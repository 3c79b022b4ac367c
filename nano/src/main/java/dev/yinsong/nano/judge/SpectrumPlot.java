package dev.yinsong.nano.judge;

import dev.yinsong.common.audio.MelConfig;
import dev.yinsong.common.audio.MelSpectrogram;
import dev.yinsong.common.audio.Waveform;
import dev.yinsong.nano.feature.PitchTracker;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.imageio.ImageIO;

/** Draws sounds below one another: mel spectrum, pitch in hertz over it, and a scale of seconds. */
final class SpectrumPlot {

    private static final int SAMPLE_RATE = 22_050, HOP = 256;
    private static final int FRAME = 3, BAND = 2; // pixels
    private static final int LEFT = 56, TOP = 26, BELOW = 26; // pixels
    private static final double RANGE = 9; // nepers from black to white
    private static final double HIGHEST_PITCH = 400; // hertz, at the top of a panel
    private static final Color INK = new Color(0x20, 0x20, 0x20);

    private SpectrumPlot() {}

    /**
     * Writes a PNG.
     *
     * @param sounds by what is written over them, from top to bottom
     */
    static void write(Map<String, Waveform> sounds, Path file) throws IOException {
        var mel = new MelSpectrogram(MelConfig.cosyVoice());
        int longest = sounds.values().stream()
                .mapToInt(sound -> sound.at(SAMPLE_RATE).samples().length / HOP + 1)
                .max()
                .orElse(1);
        int bands = MelConfig.cosyVoice().mels();
        int panel = TOP + bands * BAND + BELOW;
        var image = new BufferedImage(LEFT + longest * FRAME + 16, panel * sounds.size(), BufferedImage.TYPE_INT_RGB);
        var pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, image.getWidth(), image.getHeight());
        int top = 0;
        for (var sound : sounds.entrySet()) {
            var frames = mel.apply(sound.getValue().at(SAMPLE_RATE));
            pen.setColor(INK);
            pen.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 14));
            pen.drawString(sound.getKey(), LEFT, top + TOP - 8);
            spectrum(image, frames.values(), bands, LEFT, top + TOP);
            pitch(pen, PitchTracker.track(sound.getValue(), frames.frames()), top + TOP + bands * BAND, bands * BAND);
            seconds(pen, frames.frames(), top + TOP + bands * BAND);
            top += panel;
        }
        pen.dispose();
        Files.createDirectories(file.toAbsolutePath().getParent());
        ImageIO.write(image, "png", file.toFile());
    }

    private static void spectrum(BufferedImage image, float[] values, int bands, int left, int top) {
        float loudest = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            loudest = Math.max(loudest, value);
        }
        for (int i = 0; i < values.length; i++) {
            double light = Math.clamp((loudest - values[i]) / RANGE, 0, 1);
            int grey = (int) Math.round(255 * light);
            int x = left + i / bands * FRAME;
            int y = top + (bands - 1 - i % bands) * BAND;
            for (int dx = 0; dx < FRAME; dx++) {
                for (int dy = 0; dy < BAND; dy++) {
                    image.setRGB(x + dx, y + dy, grey << 16 | grey << 8 | grey);
                }
            }
        }
    }

    private static void pitch(Graphics2D pen, float[] hertz, int bottom, int height) {
        pen.setColor(new Color(0xd0, 0x30, 0x10));
        pen.setStroke(new BasicStroke(2));
        for (int t = 1; t < hertz.length; t++) {
            if (hertz[t] > 0 && hertz[t - 1] > 0) {
                pen.drawLine(
                        LEFT + (t - 1) * FRAME,
                        at(hertz[t - 1], bottom, height),
                        LEFT + t * FRAME,
                        at(hertz[t], bottom, height));
            }
        }
        pen.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
        for (int each = 100; each <= HIGHEST_PITCH; each += 100) {
            pen.drawString(each + " Hz", 6, at(each, bottom, height) + 4);
        }
    }

    private static int at(double hertz, int bottom, int height) {
        return bottom - (int) Math.round(Math.min(hertz, HIGHEST_PITCH) / HIGHEST_PITCH * height);
    }

    private static void seconds(Graphics2D pen, int frames, int bottom) {
        pen.setColor(INK);
        pen.setStroke(new BasicStroke(1));
        double length = (double) frames * HOP / SAMPLE_RATE;
        for (double second = 0; second <= length; second += 0.5) {
            int x = LEFT + (int) Math.round(second * SAMPLE_RATE / HOP * FRAME);
            pen.drawLine(x, bottom, x, bottom + 4);
            pen.drawString(second + " s", x - 8, bottom + 18);
        }
    }
}
