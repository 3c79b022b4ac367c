package dev.yinsong.common.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;

/** A decoded frame's samples as floats, whichever way the codec lays them out. */
final class SampleFormat {

    private SampleFormat() {}

    private interface Reader {
        float at(ByteBuffer bytes, int index);
    }

    /** Adds every instant of the frame to the sink. */
    static void addTo(ChannelSink sink, AVFrame frame, int channels) {
        int format = frame.format();
        int width = avutil.av_get_bytes_per_sample(format);
        boolean planar = avutil.av_sample_fmt_is_planar(format) != 0;
        int samples = frame.nb_samples();
        var planes = new ByteBuffer[planar ? channels : 1];
        for (int i = 0; i < planes.length; i++) {
            long bytes = (long) samples * width * (planar ? 1 : channels);
            planes[i] = frame.extended_data(i).capacity(bytes).asByteBuffer().order(ByteOrder.nativeOrder());
        }
        var reader = reader(avutil.av_get_packed_sample_fmt(format));
        var instant = new float[channels];
        for (int i = 0; i < samples; i++) {
            for (int c = 0; c < channels; c++) {
                instant[c] = planar ? reader.at(planes[c], i) : reader.at(planes[0], i * channels + c);
            }
            sink.add(instant);
        }
    }

    private static Reader reader(int packed) {
        return switch (packed) {
            case avutil.AV_SAMPLE_FMT_U8 -> (bytes, i) -> ((bytes.get(i) & 0xff) - 128) / 128f;
            case avutil.AV_SAMPLE_FMT_S16 -> (bytes, i) -> bytes.getShort(2 * i) / 32768f;
            case avutil.AV_SAMPLE_FMT_S32 -> (bytes, i) -> (float) (bytes.getInt(4 * i) / 2147483648.0);
            case avutil.AV_SAMPLE_FMT_S64 -> (bytes, i) -> (float) (bytes.getLong(8 * i) / 9223372036854775808.0);
            case avutil.AV_SAMPLE_FMT_FLT -> (bytes, i) -> bytes.getFloat(4 * i);
            case avutil.AV_SAMPLE_FMT_DBL -> (bytes, i) -> (float) bytes.getDouble(8 * i);
            default ->
                throw new UnusableAudio(
                        UnusableAudio.Reason.UNDECODABLE, "The recording's samples are of an unknown kind.");
        };
    }
}
