package dev.yinsong.trainer.run;

import dev.yinsong.common.blob.Blobs;
import dev.yinsong.trainer.checkpoint.LooseBlobs;
import dev.yinsong.trainer.checkpoint.Version;
import dev.yinsong.trainer.checkpoint.Versions;
import dev.yinsong.trainer.database.Database;
import dev.yinsong.trainer.dataset.Datasets;
import dev.yinsong.trainer.gate.GateReport;
import dev.yinsong.trainer.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.UUID;

/** Versions that were trained elsewhere. For threads that may wait. */
@ApplicationScoped
class VoiceImports {

    private final Trainer trainer;
    private final Database database;
    private final Datasets datasets;
    private final Versions versions;
    private final Outbox outbox;
    private final LooseBlobs looseBlobs;
    private final Blobs blobs;
    private final WorkFolders folders;

    VoiceImports(
            Trainer trainer,
            Database database,
            Datasets datasets,
            Versions versions,
            Outbox outbox,
            LooseBlobs looseBlobs,
            Blobs blobs,
            WorkFolders folders) {
        this.trainer = trainer;
        this.database = database;
        this.datasets = datasets;
        this.versions = versions;
        this.outbox = outbox;
        this.looseBlobs = looseBlobs;
        this.blobs = blobs;
        this.folders = folders;
    }

    /**
     * Takes a voice archive over as the next version of a voice, after checking all of it.
     *
     * @param archive read to its end, not closed
     * @param publish whether it is to speak from now on, rather than wait as a candidate
     * @return the version's number
     * @throws ImportRefused when it is damaged, or of another base
     */
    int take(String voice, InputStream archive, boolean publish) {
        var folder = folders.fresh();
        try {
            var sent = folder.resolve("sent.zip");
            Files.copy(archive, sent);
            trainer.check(sent);
            database.await(database.transaction(session -> datasets.ensure(session, voice)));
            int number = database.await(versions.reserve(voice));
            var run = UUID.randomUUID();
            var named = folder.resolve("voice.zip");
            trainer.rename(sent, named, voice, number);
            var report = Json.write(GateReport.ofImport());
            looseBlobs.expect(voice, blobs.locate(named));
            var version = new Version(voice, number, run, trainer.baseHash(), blobs.put(named), report);
            database.await(database.transaction(session -> {
                var row = RunRow.ofImport(run, voice, number, report);
                return session.persist(row)
                        .chain(() -> session.persist(new RunEventRow(run, row.say("published", "imported"))))
                        .chain(session::flush)
                        .chain(() -> publish ? versions.publish(session, version) : versions.keep(session, version));
            }));
            outbox.kick();
            return number;
        } catch (IOException e) {
            throw new UncheckedIOException("the voice that was sent can't be stored", e);
        } finally {
            WorkFolders.delete(folder);
        }
    }
}
