package nib.jlink;

import java.nio.file.Path;
import java.util.List;

/**
 * What to make.
 *
 * @param edition the modules that were chosen
 * @param version what the image says that it is
 * @param jars folders of jars that hold the edition's modules and what they require
 * @param commands what {@code bin/} shall hold
 * @param furniture what the image holds beside them
 * @param training a program and its arguments, run once in the image's folder: it must start the first command of
 *     {@code commands} (by its path there, such as {@code bin/nib}), let it end by itself, and end with status 0. What
 *     the command did is what starts quickly afterwards. Empty: no training, and the image has a plain archive of the
 *     JDK's classes instead
 * @param output the folder of the image, replaced if it holds one; or an archive, {@code .tar.gz}, that holds the
 *     folder
 */
public record ImageOrder(
        Edition edition,
        String version,
        List<Path> jars,
        List<Command> commands,
        Furniture furniture,
        List<String> training,
        Path output) {
    /** Copies the lists. */
    public ImageOrder {
        jars = List.copyOf(jars);
        commands = List.copyOf(commands);
        training = List.copyOf(training);
        if (commands.isEmpty()) {
            throw new IllegalArgumentException("an image needs a command");
        }
    }
}
