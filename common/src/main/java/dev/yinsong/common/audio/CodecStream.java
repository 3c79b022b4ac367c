package dev.yinsong.common.audio;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avformat.AVFMT_GLOBALHEADER;
import static org.bytedeco.ffmpeg.global.avformat.av_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_close_dyn_buf;
import static org.bytedeco.ffmpeg.global.avformat.avio_open_dyn_buf;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLTP;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S16;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_free;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteOrder;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/**
 * One of ffmpeg's encoders and muxers over an output stream.
 *
 * <p>The muxer writes into memory. Whole, its bytes go out at the end, when the header's lengths have been filled in; live,
 * they go out as they come and the header says nothing of lengths.
 */
final class CodecStream implements AudioStream {

    private static final int SAMPLES_A_FRAME = 4096; // where the encoder has no wish of its own

    static {
        Ffmpeg.load();
    }

    private final OutputStream out;
    private final boolean live;
    private final Coding coding;
    private final AVFormatContext format = new AVFormatContext(null);
    private final AVIOContext memory = new AVIOContext(null);
    private final AVPacket packet = av_packet_alloc();
    private final AVFrame frame = av_frame_alloc();
    private final AVCodecContext codec;
    private final AVStream stream;
    private final RateChange rateChange;
    private final float[] pending;
    private int pendingCount;
    private long position; // samples given to the encoder
    private boolean closed;

    static CodecStream whole(OutputStream out, AudioFormat format, int sampleRate) throws IOException {
        return new CodecStream(out, format, sampleRate, false);
    }

    static CodecStream live(OutputStream out, AudioFormat format, int sampleRate) throws IOException {
        return new CodecStream(out, format, sampleRate, true);
    }

    private CodecStream(OutputStream out, AudioFormat wanted, int sampleRate, boolean live) throws IOException {
        this.out = out;
        this.live = live;
        this.coding = Coding.of(wanted);
        int rate = coding.rateFor(sampleRate);
        this.rateChange = new RateChange(sampleRate, rate);
        check(avformat_alloc_output_context2(format, null, coding.muxer(), null));
        this.codec = openCodec(rate);
        this.stream = avformat_new_stream(format, null);
        stream.time_base(codec.time_base());
        check(avcodec_parameters_from_context(stream.codecpar(), codec));
        this.pending = new float[codec.frame_size() > 0 ? codec.frame_size() : SAMPLES_A_FRAME];
        writeHeader();
    }

    private AVCodecContext openCodec(int rate) throws IOException {
        var encoder = avcodec_find_encoder_by_name(coding.encoder());
        if (encoder == null) {
            throw new IOException("this build of ffmpeg has no " + coding.encoder());
        }
        var context = avcodec_alloc_context3(encoder);
        context.sample_rate(rate);
        av_channel_layout_default(context.ch_layout(), 1);
        context.sample_fmt(coding.planarFloat() ? AV_SAMPLE_FMT_FLTP : AV_SAMPLE_FMT_S16);
        context.time_base().num(1).den(rate);
        context.bit_rate(coding.bitRate());
        context.thread_count(1);
        if ((format.oformat().flags() & AVFMT_GLOBALHEADER) != 0) {
            context.flags(context.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
        }
        check(avcodec_open2(context, encoder, (PointerPointer<?>) null));
        return context;
    }

    private void writeHeader() throws IOException {
        openMemory();
        var options = new AVDictionary(null);
        if (live) {
            format.flush_packets(1);
            if (coding.muxer().equals("mp3")) {
                av_dict_set(options, "write_xing", "0", 0);
            }
            if (coding.muxer().equals("opus")) {
                av_dict_set(options, "page_duration", "100000", 0); // microseconds, so that a listener need not wait
            }
        }
        try {
            check(avformat_write_header(format, options));
        } finally {
            av_dict_free(options);
        }
    }

    @Override
    public void write(float[] samples) throws IOException {
        take(rateChange.apply(samples));
        if (live) {
            send();
        }
    }

    private void take(float[] samples) throws IOException {
        for (int at = 0; at < samples.length; ) {
            int count = Math.min(pending.length - pendingCount, samples.length - at);
            System.arraycopy(samples, at, pending, pendingCount, count);
            pendingCount += count;
            at += count;
            if (pendingCount == pending.length) {
                encodePending();
            }
        }
    }

    private void encodePending() throws IOException {
        frame.nb_samples(pendingCount);
        frame.format(codec.sample_fmt());
        frame.sample_rate(codec.sample_rate());
        av_channel_layout_default(frame.ch_layout(), 1);
        check(av_frame_get_buffer(frame, 0));
        int width = coding.planarFloat() ? 4 : 2;
        var bytes = frame.data(0)
                .capacity((long) pendingCount * width)
                .asByteBuffer()
                .order(ByteOrder.nativeOrder());
        for (int i = 0; i < pendingCount; i++) {
            if (coding.planarFloat()) {
                bytes.putFloat(Math.clamp(pending[i], -1f, 1f));
            } else {
                bytes.putShort(PcmStream.quantised(pending[i]));
            }
        }
        frame.pts(position);
        position += pendingCount;
        pendingCount = 0;
        try {
            encode(frame);
        } finally {
            av_frame_unref(frame);
        }
    }

    /** @param next a frame, or null to drain the encoder */
    private void encode(@Nullable AVFrame next) throws IOException {
        check(avcodec_send_frame(codec, next));
        while (true) {
            int result = avcodec_receive_packet(codec, packet);
            if (result == AVERROR_EAGAIN() || result == AVERROR_EOF) {
                return;
            }
            check(result);
            av_packet_rescale_ts(packet, codec.time_base(), stream.time_base());
            packet.stream_index(0);
            check(av_write_frame(format, packet));
        }
    }

    /** Gives away what the muxer has written, and begins with an empty memory again: a stream may be long. */
    private void send() throws IOException {
        var bytes = new BytePointer((BytePointer) null);
        int length = avio_close_dyn_buf(memory, bytes);
        var fresh = new byte[length];
        if (length > 0) {
            bytes.get(fresh);
        }
        av_free(bytes);
        openMemory();
        out.write(fresh);
        out.flush();
    }

    private void openMemory() throws IOException {
        check(avio_open_dyn_buf(memory));
        format.pb(memory);
        if (live) {
            memory.seekable(0);
        }
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            take(rateChange.rest());
            if (pendingCount > 0) {
                encodePending();
            }
            encode(null);
            check(av_write_trailer(format));
            send();
        } finally {
            free();
        }
    }

    private void free() {
        var bytes = new BytePointer((BytePointer) null);
        avio_close_dyn_buf(memory, bytes);
        av_free(bytes);
        avformat_free_context(format);
        avcodec_free_context(codec);
        av_packet_free(packet);
        av_frame_free(frame);
    }

    private static void check(int result) throws IOException {
        if (result < 0) {
            throw new IOException("ffmpeg: " + Ffmpeg.explain(result));
        }
    }
}
