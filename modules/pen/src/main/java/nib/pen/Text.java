package nib.pen;

/** Text from elsewhere, made fit for a log or a terminal. */
final class Text {
    private Text() {}

    /** The same, with a dot for every character that is not printable ASCII. */
    static String visible(String text) {
        StringBuilder all = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char one = text.charAt(i);
            all.append(one >= ' ' && one <= '~' ? one : '.');
        }
        return all.toString();
    }

    /** A number of a command line. */
    static int number(String what, String text, int least, int most) throws Failure {
        try {
            int number = Integer.parseInt(text.strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new Failure(what + " must be a number from " + least + " to " + most + ", not " + visible(text));
    }
}
