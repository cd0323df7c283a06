package nib.dsr;

/** Which messages of ICMP are errors about a packet: RFC 792, RFC 4443. */
final class Icmp {
    private static final int UNREACHABLE = 3;
    private static final int TIME_EXCEEDED = 11;
    private static final int PARAMETER = 12;
    private static final int LAST_ERROR_V6 = 4;

    private Icmp() {}

    static boolean isError(Frame frame, long from, long end) {
        if (end - from < 8) {
            return false;
        }
        int type = Bytes.one(frame.memory, from);
        return type == UNREACHABLE || type == TIME_EXCEEDED || type == PARAMETER;
    }

    static boolean isErrorV6(Frame frame, long from, long end) {
        int type = end - from < 8 ? 0 : Bytes.one(frame.memory, from);
        return type >= 1 && type <= LAST_ERROR_V6;
    }
}
