package nib.spi;

/** Thrown by {@code create} to say that one setting is wrong, so that the message points at its line and column. */
public final class Complaint extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String setting;

    /**
     * A complaint about one setting.
     *
     * @param setting the component's name in Java
     * @param message what was found and what would be right
     */
    public Complaint(String setting, String message) {
        super(message);
        this.setting = setting;
    }

    /** The component's name in Java. */
    public String setting() {
        return setting;
    }
}
