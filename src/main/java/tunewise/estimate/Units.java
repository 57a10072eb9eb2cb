package tunewise.estimate;

/** The two gigabytes. */
public final class Units {
    private static final double BYTES_PER_GIB = 1L << 30;
    private static final double BYTES_PER_GB = 1e9;

    private Units() {}

    /** GB (10^9 bytes) in GiB (2^30 bytes). */
    public static double gib(double gb) {
        return gb * BYTES_PER_GB / BYTES_PER_GIB;
    }
}
