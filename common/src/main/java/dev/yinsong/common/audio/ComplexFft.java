package dev.yinsong.common.audio;

import java.util.ArrayList;
import java.util.List;

/**
 * Complex discrete Fourier transform of any length, forward (e<sup>-2πi</sup>), by Stockham's self-sorting passes.
 *
 * <p>A pass of radix p takes n = p·m points in s interleaved sequences apart: with w<sub>k</sub> = e<sup>-2πi/k</sup>,
 * y[r + s(pq + j)] = w<sub>n</sub><sup>jq</sup> · Σ<sub>k</sub> x[r + s(q + mk)] · w<sub>p</sub><sup>jk</sup>.
 */
final class ComplexFft {

    private record Pass(int radix, int span, int stride, double[] cos, double[] sin) {}

    private final int size;
    private final List<Pass> passes = new ArrayList<>();

    ComplexFft(int size) {
        this.size = size;
        int left = size;
        int stride = 1;
        while (left > 1) {
            int radix = radixOf(left);
            passes.add(pass(radix, left, stride));
            left /= radix;
            stride *= radix;
        }
    }

    private static int radixOf(int n) {
        if (n % 4 == 0) {
            return 4;
        }
        for (int p = 2; p * p <= n; p++) {
            if (n % p == 0) {
                return p;
            }
        }
        return n;
    }

    private static Pass pass(int radix, int n, int stride) {
        var cos = new double[n];
        var sin = new double[n];
        for (int i = 0; i < n; i++) {
            cos[i] = Math.cos(2 * Math.PI * i / n);
            sin[i] = -Math.sin(2 * Math.PI * i / n);
        }
        return new Pass(radix, n / radix, stride, cos, sin);
    }

    /** In place, {@code re} and {@code im} hold {@code size} values each. */
    void transform(double[] re, double[] im) {
        double[] xr = re, xi = im;
        double[] yr = new double[size], yi = new double[size];
        for (var pass : passes) {
            switch (pass.radix) {
                case 2 -> two(pass, xr, xi, yr, yi);
                case 4 -> four(pass, xr, xi, yr, yi);
                default -> any(pass, xr, xi, yr, yi);
            }
            double[] r = xr, i = xi;
            xr = yr;
            xi = yi;
            yr = r;
            yi = i;
        }
        if (xr != re) {
            System.arraycopy(xr, 0, re, 0, size);
            System.arraycopy(xi, 0, im, 0, size);
        }
    }

    private static void two(Pass pass, double[] xr, double[] xi, double[] yr, double[] yi) {
        int m = pass.span, s = pass.stride;
        for (int q = 0; q < m; q++) {
            double c = pass.cos[q], d = pass.sin[q];
            for (int r = 0; r < s; r++) {
                int a = r + s * q, b = a + s * m, y = r + s * 2 * q;
                double dr = xr[a] - xr[b], di = xi[a] - xi[b];
                yr[y] = xr[a] + xr[b];
                yi[y] = xi[a] + xi[b];
                yr[y + s] = dr * c - di * d;
                yi[y + s] = dr * d + di * c;
            }
        }
    }

    private static void four(Pass pass, double[] xr, double[] xi, double[] yr, double[] yi) {
        int m = pass.span, s = pass.stride;
        for (int q = 0; q < m; q++) {
            double c1 = pass.cos[q], d1 = pass.sin[q];
            double c2 = pass.cos[2 * q], d2 = pass.sin[2 * q];
            double c3 = pass.cos[3 * q], d3 = pass.sin[3 * q];
            for (int r = 0; r < s; r++) {
                int a = r + s * q, b = a + s * m, c = b + s * m, d = c + s * m, y = r + s * 4 * q;
                double sumR = xr[a] + xr[c], sumI = xi[a] + xi[c], difR = xr[a] - xr[c], difI = xi[a] - xi[c];
                double addR = xr[b] + xr[d], addI = xi[b] + xi[d], subR = xr[b] - xr[d], subI = xi[b] - xi[d];
                yr[y] = sumR + addR;
                yi[y] = sumI + addI;
                double r1 = difR + subI, i1 = difI - subR;
                yr[y + s] = r1 * c1 - i1 * d1;
                yi[y + s] = r1 * d1 + i1 * c1;
                double r2 = sumR - addR, i2 = sumI - addI;
                yr[y + 2 * s] = r2 * c2 - i2 * d2;
                yi[y + 2 * s] = r2 * d2 + i2 * c2;
                double r3 = difR - subI, i3 = difI + subR;
                yr[y + 3 * s] = r3 * c3 - i3 * d3;
                yi[y + 3 * s] = r3 * d3 + i3 * c3;
            }
        }
    }

    private static void any(Pass pass, double[] xr, double[] xi, double[] yr, double[] yi) {
        int p = pass.radix, m = pass.span, s = pass.stride, n = p * m;
        for (int q = 0; q < m; q++) {
            for (int j = 0; j < p; j++) {
                // w_p^(jk) · w_n^(jq) is entry jq + kjm, modulo n, of the table of n.
                int start = (int) ((long) j * q % n);
                int step = j * m % n;
                for (int r = 0; r < s; r++) {
                    double sumR = 0, sumI = 0;
                    for (int k = 0, turn = start; k < p; k++) {
                        double c = pass.cos[turn], d = pass.sin[turn];
                        int x = r + s * (q + m * k);
                        sumR += xr[x] * c - xi[x] * d;
                        sumI += xr[x] * d + xi[x] * c;
                        turn += step;
                        turn -= turn < n ? 0 : n;
                    }
                    int y = r + s * (p * q + j);
                    yr[y] = sumR;
                    yi[y] = sumI;
                }
            }
        }
    }
}
