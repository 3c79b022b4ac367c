package dev.yinsong.common.audio;

import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_BITSTREAM;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_BUFFER;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_CRCCHECK;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avformat.AVFMT_DURATION_FROM_BITRATE;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.AV_TIME_BASE;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_q2d;

import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/** The audio stream of one file, packet by packet. For one thread. */
final class MediaReader implements AutoCloseable {

    /** Demuxers of audio only: a playlist, say, could make ffmpeg open other files. */
    private static final String FORMATS = "wav,w64,flac,mp3,ogg,mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,aac,aiff,caf,asf";

    private static final int MOST_CHANNELS = 64;

    /** What good recorders offer at most; a clip at a higher rate would need memory for nothing that a voice has. */
    private static final int HIGHEST_RATE = 192_000;

    private final AVFormatContext format = avformat_alloc_context();
    private final AVCodecContext codec = avcodec_alloc_context3(null);
    private final AVPacket packet = av_packet_alloc();
    private final AVFrame frame = av_frame_alloc();
    private final AVStream stream;
    private final int sampleRate;
    private final int channels;

    private int packets;
    private int damaged;
    private boolean firstDamaged;
    private boolean lastDamaged;
    private boolean drained;

    static {
        Ffmpeg.load();
    }

    /** @throws UnusableAudio when the file has no audio stream that can be decoded */
    MediaReader(Path file) {
        try {
            open(file);
            this.stream = openStream();
            this.sampleRate = codec.sample_rate();
            this.channels = codec.ch_layout().nb_channels();
            if (sampleRate < 1 || channels < 1 || channels > MOST_CHANNELS) {
                throw undecodable("it claims %d channels at %d Hz".formatted(channels, sampleRate));
            }
            if (sampleRate > HIGHEST_RATE) {
                throw new UnusableAudio(
                        UnusableAudio.Reason.SAMPLE_RATE,
                        "Recorded at %d Hz: send it at %d Hz or less.".formatted(sampleRate, HIGHEST_RATE));
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void open(Path file) {
        var options = new AVDictionary(null);
        try {
            av_dict_set(options, "format_whitelist", FORMATS, 0);
            av_dict_set(options, "protocol_whitelist", "file", 0);
            int result = avformat_open_input(format, "file:" + file.toAbsolutePath(), null, options);
            if (result < 0) {
                format.setNull(); // ffmpeg has freed it
                throw undecodable(Ffmpeg.explain(result));
            }
        } finally {
            av_dict_free(options);
        }
        int result = avformat_find_stream_info(format, (PointerPointer<?>) null);
        if (result < 0) {
            throw undecodable(Ffmpeg.explain(result));
        }
    }

    private AVStream openStream() {
        int index = av_find_best_stream(format, AVMEDIA_TYPE_AUDIO, -1, -1, (AVCodec) null, 0);
        if (index < 0) {
            throw undecodable("it holds no sound");
        }
        var best = format.streams(index);
        var decoder = avcodec_find_decoder(best.codecpar().codec_id());
        if (decoder == null) {
            throw undecodable("nothing here decodes "
                    + avcodec_get_name(best.codecpar().codec_id()).getString());
        }
        avcodec_parameters_to_context(codec, best.codecpar());
        codec.pkt_timebase(best.time_base());
        codec.thread_count(1);
        codec.err_recognition(AV_EF_CRCCHECK | AV_EF_BITSTREAM | AV_EF_BUFFER);
        int result = avcodec_open2(codec, decoder, (PointerPointer<?>) null);
        if (result < 0) {
            throw undecodable(Ffmpeg.explain(result));
        }
        return best;
    }

    int sampleRate() {
        return sampleRate;
    }

    int channels() {
        return channels;
    }

    /** Length that the file states, 0 if it states none (one guessed from the bit rate is no statement). */
    double declaredSeconds() {
        if (format.duration_estimation_method() == AVFMT_DURATION_FROM_BITRATE) {
            return 0;
        }
        if (stream.duration() != AV_NOPTS_VALUE && stream.duration() > 0) {
            return stream.duration() * av_q2d(stream.time_base());
        }
        return format.duration() == AV_NOPTS_VALUE ? 0 : Math.max(0, (double) format.duration() / AV_TIME_BASE);
    }

    AudioSource source() {
        var parameters = stream.codecpar();
        int bits = parameters.bits_per_raw_sample() > 0
                ? parameters.bits_per_raw_sample()
                : parameters.bits_per_coded_sample();
        return new AudioSource(
                format.iformat().name().getString(),
                avcodec_get_name(parameters.codec_id()).getString(),
                sampleRate,
                channels,
                bits,
                declaredSeconds(),
                tornFrames());
    }

    /** Damaged packets, the torn ones at the ends of a cut stream left out. */
    int damagedFrames() {
        return damaged - tornFrames();
    }

    /** A stream of self-contained frames that was cut anywhere begins and ends with a torn one: that is no damage. */
    private int tornFrames() {
        var name = format.iformat().name().getString();
        if (!name.equals("mp3") && !name.equals("aac")) {
            return 0;
        }
        return (firstDamaged ? 1 : 0) + (lastDamaged && packets > 1 ? 1 : 0);
    }

    /** Decodes the next packet into the sink; false once there is nothing more. */
    boolean read(ChannelSink sink) {
        if (drained) {
            return false;
        }
        int complaints = Ffmpeg.complaints();
        int result = av_read_frame(format, packet);
        if (result < 0) {
            drained = true;
            decode(null, sink);
            if (result != AVERROR_EOF) {
                damaged++;
            }
            return false;
        }
        try {
            if (packet.stream_index() == stream.index()) {
                boolean decoded = decode(packet, sink);
                note(!decoded || Ffmpeg.complaints() > complaints);
            }
        } finally {
            av_packet_unref(packet);
        }
        return true;
    }

    private void note(boolean bad) {
        packets++;
        lastDamaged = bad;
        if (bad) {
            damaged++;
            firstDamaged |= packets == 1;
        }
    }

    /** @param next a packet, or null to drain the decoder */
    private boolean decode(@Nullable AVPacket next, ChannelSink sink) {
        boolean sound = avcodec_send_packet(codec, next) >= 0;
        while (true) {
            int result = avcodec_receive_frame(codec, frame);
            if (result == AVERROR_EAGAIN() || result == AVERROR_EOF) {
                return sound;
            }
            if (result < 0) {
                return false;
            }
            if (frame.sample_rate() != sampleRate || frame.ch_layout().nb_channels() != channels) {
                throw new UnusableAudio(
                        UnusableAudio.Reason.CORRUPT, "The recording changes its rate or channels on the way.");
            }
            sound &= frame.decode_error_flags() == 0;
            SampleFormat.addTo(sink, frame, channels);
        }
    }

    private static UnusableAudio undecodable(String why) {
        return new UnusableAudio(
                UnusableAudio.Reason.UNDECODABLE, "The file is no recording that can be read: " + why + ".");
    }

    @Override
    public void close() {
        av_frame_free(frame);
        av_packet_free(packet);
        avcodec_free_context(codec);
        if (!format.isNull()) {
            avformat_close_input(format);
        }
    }
}
