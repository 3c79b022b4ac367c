package dev.yinsong.cosyvoice.lora;

/** An adapter that is damaged, or that does not fit the base model; the message names the layer where there is one. */
public final class BadAdapter extends RuntimeException {

    public BadAdapter(String message) {
        super(message);
    }

    public BadAdapter(String message, Throwable cause) {
        super(message, cause);
    }
}
