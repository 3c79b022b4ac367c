package dev.yinsong.ingest.upload;

import dev.yinsong.ingest.IngestConfig;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A zip of clips, unpacked with suspicion. Entries are written under numbers, so that none can leave the folder whatever
 * it is called; an archive with a name that tries is refused whole, and so is one that would blow up or holds another
 * archive. What an archive says of its sizes is checked first, and not believed: bytes are counted as they come.
 */
final class Archive {

    /** Entries of less than this may grow as they like: a page of blanks is no bomb. */
    private static final long SMALL = 1 << 20;

    private static final int BUFFER = 1 << 16;

    /** What Windows in Chinese writes names in, when it doesn't say UTF-8. */
    private static final Charset OTHERWISE = Charset.forName("GB18030");

    private final IngestConfig.Uploads limits;
    private final Path folder;
    private long inflated;

    private Archive(IngestConfig.Uploads limits, Path folder) {
        this.limits = limits;
        this.folder = folder;
    }

    /**
     * The archive's files, unpacked into an empty folder.
     *
     * @throws ArchiveRefused when it is no zip, or not one to be trusted
     * @throws UploadTooLarge when it holds more than is taken
     */
    static List<NamedFile> unpack(Path zip, Path folder, IngestConfig.Uploads limits) throws IOException {
        try (var archive = open(zip)) {
            return new Archive(limits, folder).unpack(archive);
        } catch (ZipException e) {
            throw ArchiveRefused.unreadable(String.valueOf(e.getMessage()));
        }
    }

    private static ZipFile open(Path zip) throws IOException {
        try {
            return new ZipFile(zip.toFile(), StandardCharsets.UTF_8);
        } catch (ZipException e) {
            return new ZipFile(zip.toFile(), OTHERWISE);
        }
    }

    private List<NamedFile> unpack(ZipFile archive) throws IOException {
        if (archive.size() > limits.entries()) {
            throw UploadTooLarge.entries(limits);
        }
        var entries = Collections.list(archive.entries());
        entries.forEach(Archive::checkName);
        entries.forEach(this::checkClaim);
        var files = new ArrayList<NamedFile>();
        for (var entry : entries) {
            if (!entry.isDirectory()) {
                var file = folder.resolve(Integer.toString(files.size()));
                inflate(archive, entry, file);
                refuseArchive(entry, file);
                files.add(new NamedFile(entry.getName(), file));
            }
        }
        return files;
    }

    private static void checkName(ZipEntry entry) {
        var name = entry.getName();
        boolean absolute = name.startsWith("/") || name.matches("[A-Za-z]:.*");
        boolean climbs = List.of(name.split("/")).contains("..");
        boolean odd = name.indexOf('\\') >= 0 || name.chars().anyMatch(Character::isISOControl);
        if (absolute || climbs || odd) {
            throw ArchiveRefused.name(name);
        }
        if (name.toLowerCase(Locale.ROOT).matches(".*\\.(zip|jar|7z|rar|gz|bz2|xz|tar|tgz|zst)")) {
            throw ArchiveRefused.nested(name);
        }
    }

    private void checkClaim(ZipEntry entry) {
        if (entry.getSize() > most(entry)) {
            throw ArchiveRefused.ratio(entry.getName(), limits.ratio());
        }
    }

    /** The most bytes that an entry may come to. */
    private long most(ZipEntry entry) {
        return Math.max(SMALL, entry.getCompressedSize() * limits.ratio());
    }

    private void inflate(ZipFile archive, ZipEntry entry, Path file) throws IOException {
        long most = most(entry);
        long written = 0;
        try (var in = archive.getInputStream(entry);
                var out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
            var buffer = new byte[BUFFER];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                written += count;
                inflated += count;
                if (written > most) {
                    throw ArchiveRefused.ratio(entry.getName(), limits.ratio());
                }
                if (inflated > limits.inflated().asLongValue()) {
                    throw UploadTooLarge.inflated(limits);
                }
                out.write(buffer, 0, count);
            }
        }
    }

    private static void refuseArchive(ZipEntry entry, Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var start = in.readNBytes(4);
            if (start.length == 4 && start[0] == 'P' && start[1] == 'K' && start[2] == 3 && start[3] == 4) {
                throw ArchiveRefused.nested(entry.getName());
            }
        }
    }
}
