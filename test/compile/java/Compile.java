import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Checks many small source trees in one run of the JVM, without writing classes: {@code Compile.java CLASSPATH SOURCES FOLDER}.
 * Each folder in FOLDER is one tree; SOURCES has the classes that no case shows. Prints one line an error: tree, path, line and message, with tabs between.
 */
final class Compile {
    private static final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();

    public static void main(String[] args) throws IOException {
        List<String> options = List.of("-proc:none", "-Xlint:none", "-encoding", "UTF-8", "-classpath", args[0], "-sourcepath", args[1]);
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, Locale.ROOT, null); Stream<Path> trees = Files.list(Path.of(args[2]))) {
            for (Path tree : trees.sorted().toList()) {
                check(tree, options, files);
            }
        }
    }

    private static void check(Path tree, List<String> options, StandardJavaFileManager files) throws IOException {
        List<Path> sources;
        try (Stream<Path> all = Files.walk(tree)) {
            sources = all.filter(path -> path.toString().endsWith(".java")).sorted().toList();
        }
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        JavacTask task = (JavacTask) compiler.getTask(null, files, found, options, null, files.getJavaFileObjectsFromPaths(sources));
        task.analyze();
        for (Diagnostic<? extends JavaFileObject> problem : found.getDiagnostics()) {
            if (problem.getKind() != Diagnostic.Kind.ERROR) continue;
            Path path = problem.getSource() == null ? tree : Path.of(problem.getSource().toUri());
            String message = problem.getMessage(Locale.ROOT).lines().map(String::strip).reduce((a, b) -> a + ' ' + b).orElse("");
            System.out.println(String.join("\t", tree.getFileName().toString(), tree.relativize(path).toString(), Long.toString(problem.getLineNumber()), message));
        }
    }
}
