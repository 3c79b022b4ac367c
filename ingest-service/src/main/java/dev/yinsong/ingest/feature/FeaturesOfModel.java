package dev.yinsong.ingest.feature;

import dev.yinsong.common.audio.Waveform;
import dev.yinsong.common.feature.FeatureExtractor;
import dev.yinsong.common.model.ModelDirectory;
import dev.yinsong.common.text.TextNormalizer;
import dev.yinsong.ingest.IngestConfig;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

/** Features by the front end of the base model that the configuration names. */
@ApplicationScoped
class FeaturesOfModel implements Features {

    private final FeatureExtractor extractor;

    FeaturesOfModel(IngestConfig config) {
        this.extractor = new FeatureExtractor(ModelDirectory.open(config.model()));
    }

    @Override
    public byte[] of(Waveform sound, String text, String language) {
        return extractor
                .extract(sound, TextNormalizer.of(language).normalize(text))
                .toBytes();
    }

    @PreDestroy
    void close() {
        extractor.close();
    }
}
