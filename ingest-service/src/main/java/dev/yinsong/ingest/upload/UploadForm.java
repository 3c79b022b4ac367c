package dev.yinsong.ingest.upload;

import dev.yinsong.ingest.IngestConfig;
import dev.yinsong.ingest.clip.ClipUpload;
import dev.yinsong.ingest.clip.TranscriptFile;
import dev.yinsong.ingest.clip.UploadIncomplete;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jboss.resteasy.reactive.server.multipart.FormValue;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;

/** Finds out which of the three kinds of upload a form is, and what is in it. */
final class UploadForm {

    private static final Set<String> PARTS = Set.of("archive", "recording", "lines", "audio", "text", "metadata");

    private final MultipartFormDataInput form;
    private final IngestConfig.Uploads limits;

    UploadForm(MultipartFormDataInput form, IngestConfig.Uploads limits) {
        this.form = form;
        this.limits = limits;
    }

    /**
     * The clips in the form.
     *
     * @param folder empty, for files that are made of what was sent; it must outlive the items
     * @throws UploadIncomplete when the form is none of the three kinds, or two at once
     */
    List<Item> items(Path folder) throws IOException {
        refuseOtherParts();
        boolean archive = has("archive");
        boolean recording = has("recording");
        boolean files = has("audio");
        if ((archive ? 1 : 0) + (recording ? 1 : 0) + (files ? 1 : 0) != 1) {
            throw new UploadIncomplete("The form needs either a part archive (a zip), or parts audio with text or"
                    + " metadata, or a part recording with lines.");
        }
        if (archive) {
            return nonEmpty(Pairing.of(Archive.unpack(file(only("archive")), folder, limits)));
        }
        return recording
                ? LongRecordingItems.of(file(only("recording")), lines(only("lines")), folder, limits)
                : files();
    }

    private void refuseOtherParts() {
        for (var name : form.getValues().keySet()) {
            if (!PARTS.contains(name)) {
                throw new UploadIncomplete("The form has a part " + name + ", which means nothing here.");
            }
        }
    }

    private static List<Item> nonEmpty(List<Item> items) {
        if (items.isEmpty()) {
            throw ArchiveRefused.empty();
        }
        return items;
    }

    /** Words that come as fields belong to the recordings in their order; words in files to those of the same name. */
    private List<Item> files() throws IOException {
        var recordings = values("audio");
        var texts = values("text");
        if (recordings.size() + texts.size() > limits.entries()) {
            throw UploadTooLarge.entries(limits);
        }
        if (!texts.isEmpty() && texts.stream().noneMatch(FormValue::isFileItem)) {
            return inOrder(recordings, texts);
        }
        var files = new ArrayList<NamedFile>();
        for (var part : recordings) {
            files.add(new NamedFile(name(part), file(part)));
        }
        for (var part : texts) {
            files.add(new NamedFile(name(part).replaceFirst("(?i)(\\.txt)?$", ".txt"), file(part)));
        }
        for (var part : values("metadata")) {
            files.add(new NamedFile("metadata.csv", file(part)));
        }
        return Pairing.of(files);
    }

    private static List<Item> inOrder(List<FormValue> recordings, List<FormValue> texts) throws IOException {
        if (recordings.size() != texts.size()) {
            throw new UploadIncomplete("The form has " + recordings.size() + " parts audio and " + texts.size()
                    + " parts text: send one text for each audio, in the same order.");
        }
        var items = new ArrayList<Item>();
        for (int i = 0; i < recordings.size(); i++) {
            var recording = recordings.get(i);
            items.add(new Item.Clip(name(recording), new ClipUpload(file(recording), text(texts.get(i)))));
        }
        return items;
    }

    private static String name(FormValue part) {
        var name = part.getFileName();
        return name == null || name.isBlank() ? "unnamed" : name;
    }

    private static Path file(FormValue part) throws IOException {
        if (!part.isFileItem()) {
            throw new UploadIncomplete("Recordings, archives and metadata must be files, with a filename.");
        }
        return part.getFileItem().getFile();
    }

    private static String lines(FormValue part) throws IOException {
        if (part.isFileItem() && part.getFileItem().getFileSize() > TranscriptFile.MOST_BYTES) {
            throw UploadTooLarge.lines();
        }
        return text(part);
    }

    private static String text(FormValue part) throws IOException {
        return part.isFileItem() ? TranscriptFile.read(part.getFileItem().getFile()) : part.getValue();
    }

    private boolean has(String name) {
        return !values(name).isEmpty();
    }

    private List<FormValue> values(String name) {
        Collection<FormValue> values = form.getValues().getOrDefault(name, List.of());
        return List.copyOf(values);
    }

    private FormValue only(String name) {
        var values = values(name);
        if (values.size() != 1) {
            throw new UploadIncomplete("The form needs exactly one part " + name + ", and has " + values.size() + ".");
        }
        return values.getFirst();
    }
}
