package shop.invoices;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes one file for each invoice. */
final class Invoices {
    private final Path folder;

    Invoices(Path folder) {
        this.folder = folder;
    }

    void write(String order, String text) {
        try {
            Files.writeString(folder.resolve(order + ".txt"), text);
        } catch (IOException e) {
            throw new IllegalStateException("the invoice of order " + order + " could not be written", e);
        }
    }
}
