package dev.yinsong.cosyvoice.training;

/** A network that is fine-tuned, with the unit of its raw loss. */
public enum Network {
    /** Cross-entropy in nats a speech token. */
    LLM("llm", "nats/token"),
    /** Mean squared error of the velocity, in squared log-mel units. */
    FLOW("flow", "mse");

    private final String key;
    private final String unit;

    Network(String key, String unit) {
        this.key = key;
        this.unit = unit;
    }

    /** Its name in files and reports. */
    public String key() {
        return key;
    }

    /** The unit of its loss. */
    public String unit() {
        return unit;
    }
}
