package dev.yinsong.nano.corpus;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_ADPCM_G722;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.javacpp.PointerPointer;

/** Telephone sound of ITU-T G.722 at 64 kbit/s: a file of nothing but codes, which names neither format nor rate. */
final class G722 {

    private static final int SAMPLE_RATE = 16_000;

    private G722() {}

    static Wav read(Path file) throws IOException {
        byte[] codes = Files.readAllBytes(file);
        var codec = avcodec_find_decoder(AV_CODEC_ID_ADPCM_G722);
        var context = avcodec_alloc_context3(codec);
        try {
            context.sample_rate(SAMPLE_RATE);
            av_channel_layout_default(context.ch_layout(), 1);
            check(avcodec_open2(context, codec, (PointerPointer<?>) null), file);
            return new Wav(decode(context, codes, file), SAMPLE_RATE);
        } finally {
            avcodec_free_context(context);
        }
    }

    private static float[] decode(AVCodecContext context, byte[] codes, Path file) throws IOException {
        var packet = av_packet_alloc();
        var frame = av_frame_alloc();
        try {
            check(av_new_packet(packet, codes.length), file);
            packet.data().put(codes, 0, codes.length);
            check(avcodec_send_packet(context, packet), file);
            check(avcodec_receive_frame(context, frame), file);
            var samples = new float[frame.nb_samples()];
            var shorts = frame.data(0)
                    .capacity(samples.length * 2L)
                    .asByteBuffer()
                    .order(ByteOrder.nativeOrder())
                    .asShortBuffer();
            for (int i = 0; i < samples.length; i++) {
                samples[i] = shorts.get(i) / 32768f;
            }
            return samples;
        } finally {
            av_frame_free(frame);
            av_packet_free(packet);
        }
    }

    private static void check(int status, Path file) throws IOException {
        if (status < 0) {
            throw new IOException(file + " could not be decoded: ffmpeg's error " + status);
        }
    }
}
