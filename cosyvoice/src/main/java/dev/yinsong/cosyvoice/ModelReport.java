package dev.yinsong.cosyvoice;

import dev.yinsong.common.model.ModelDirectory;
import dev.yinsong.cosyvoice.checkpoint.Alignment;
import dev.yinsong.cosyvoice.checkpoint.Probe;
import dev.yinsong.cosyvoice.checkpoint.WeightSource;
import dev.yinsong.cosyvoice.config.CosyVoiceConfig;
import dev.yinsong.cosyvoice.config.Network;
import dev.yinsong.cosyvoice.flow.TimeProbe;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code yinsong doctor} says of a model directory: how each network's file fits the configuration, and whether the
 * mistakes that load without complaint elsewhere were made.
 *
 * @param networks one alignment for each network
 * @param probes one for each mistake that is looked for
 */
public record ModelReport(List<Alignment> networks, List<Probe> probes) {

    public ModelReport {
        networks = List.copyOf(networks);
        probes = List.copyOf(probes);
    }

    /**
     * Looks at a directory; nothing is loaded.
     *
     * @throws dev.yinsong.common.model.BadModel when a file is missing or the configuration is impossible
     * @throws dev.yinsong.common.tensorfile.MalformedTensorFile when a file is damaged
     */
    public static ModelReport of(ModelDirectory model) {
        var config = CosyVoiceConfig.read(model.yaml());
        var networks = new ArrayList<Alignment>();
        var probes = new ArrayList<Probe>();
        for (var network : Network.values()) {
            var weights = WeightSource.open(network, network.file(model));
            networks.add(Alignment.of(config, weights));
            if (network == Network.FLOW) {
                probes.addAll(Probe.ofFlow(config, weights));
            }
        }
        probes.add(TimeProbe.of(config.flow().matching().estimator()));
        return new ModelReport(networks, probes);
    }

    /** Whether every network fits exactly and no mistake was found. */
    public boolean ok() {
        return networks.stream().allMatch(Alignment::exact) && probes.stream().allMatch(Probe::ok);
    }

    /** The report, line by line. */
    public List<String> lines() {
        var lines = new ArrayList<String>();
        networks.forEach(network -> lines.addAll(network.lines()));
        for (var probe : probes) {
            lines.add("%-4s %s: %s".formatted(probe.ok() ? "ok" : "FAIL", probe.name(), probe.detail()));
        }
        lines.add("%,d parameters in all"
                .formatted(networks.stream().mapToLong(Alignment::parameters).sum()));
        return lines;
    }
}
