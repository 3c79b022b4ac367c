package dev.yinsong.cosyvoice.training;

/** A saved state belongs to another training: of another base model, with other settings or on other clips. */
public final class OtherTraining extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    OtherTraining(String message) {
        super(message);
    }
}
