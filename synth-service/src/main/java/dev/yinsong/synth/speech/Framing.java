package dev.yinsong.synth.speech;

/** How the bytes of a speech are packed for the client, and how it learns of the end. */
interface Framing {

    /** Bytes as they are: the connection's orderly end is the speech's end, and a broken one is a failure. */
    Framing PLAIN = new Framing() {
        @Override
        public byte[] audio(byte[] bytes) {
            return bytes;
        }

        @Override
        public void end(SpeechPipe pipe, Spoken spoken) {
            pipe.end();
        }

        @Override
        public void fail(SpeechPipe pipe, Throwable failure) {
            pipe.fail(failure);
        }
    };

    /** What is sent for some bytes of audio. */
    byte[] audio(byte[] bytes);

    /** Tells the client that this was all. */
    void end(SpeechPipe pipe, Spoken spoken);

    /** Tells the client that there should have been more. */
    void fail(SpeechPipe pipe, Throwable failure);
}
