package dev.yinsong.ingest.blob;

import dev.yinsong.common.blob.Blobs;
import dev.yinsong.ingest.IngestConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Opens the blob store that the configuration names. */
@ApplicationScoped
class BlobStore {

    @Produces
    @Singleton
    Blobs open(IngestConfig config) {
        return Blobs.open(config.blobs());
    }

    void close(@Disposes Blobs blobs) {
        blobs.close();
    }
}
