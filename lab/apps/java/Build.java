import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * Compiles a case and the lab's driver. A class of native methods is what a case leaves to its surroundings: it gets a
 * stand-in of the same name, found first, that asks the lab to do the work.
 *
 * Arguments: the class path of the client, the folder with the sources, the folder for classes, the folders of the driver.
 */
class Build {
    public static void main(String[] args) throws Exception {
        Path sources = Path.of(args[1]), out = Path.of(args[2]);
        Path classes = out.resolve("classes"), standIns = out.resolve("stand-ins"), texts = out.resolve("stand-in-sources");
        List<Path> all = new ArrayList<>(javaFiles(sources));
        for (int i = 3; i < args.length; i++) all.addAll(javaFiles(Path.of(args[i])));
        compile(args[0], classes, all);
        try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, Build.class.getClassLoader())) {
            for (Path file : files(classes, ".class")) {
                String name = classes.relativize(file).toString().replace(".class", "").replace('/', '.').replace('\\', '.');
                if (!name.startsWith("lab.")) writeStandIn(texts, name, loader);
            }
        }
        Files.createDirectories(standIns);
        if (Files.exists(texts)) compile(args[0] + java.io.File.pathSeparator + classes, standIns, javaFiles(texts));
    }

    private static void writeStandIn(Path texts, String name, ClassLoader loader) throws IOException {
        Method[] methods;
        try {
            methods = Class.forName(name, false, loader).getDeclaredMethods();
        } catch (ClassNotFoundException | NoClassDefFoundError elsewhere) {
            return; // It speaks of the client's classes, so it is no stand-in.
        }
        if (Stream.of(methods).noneMatch(method -> Modifier.isNative(method.getModifiers()))) return;
        int dot = name.lastIndexOf('.');
        StringBuilder text = new StringBuilder(dot < 0 ? "" : "package " + name.substring(0, dot) + ";\n");
        text.append("class ").append(name.substring(dot + 1)).append(" {\n");
        for (Method method : methods) {
            Class<?> type = method.getReturnType();
            String parameters = Stream.of(method.getParameters()).map(p -> p.getType().getCanonicalName() + " " + p.getName()).collect(Collectors.joining(", "));
            String arguments = Stream.of(method.getParameters()).map(Parameter::getName).map(p -> ", " + p).collect(Collectors.joining());
            String call = "lab.Driver.work(\"" + method.getName() + "\"" + arguments + ")";
            text.append("  static ").append(type.getCanonicalName()).append(' ').append(method.getName()).append('(').append(parameters).append(") { ")
                .append(type == void.class ? call + ";" : type == boolean.class ? "return \"true\".equals(" + call + ");" : "return (" + type.getCanonicalName() + ") (Object) " + call + ";")
                .append(" }\n");
        }
        Path target = texts.resolve(name.replace('.', '/') + ".java");
        Files.createDirectories(target.getParent());
        Files.writeString(target, text.append("}\n"));
    }

    private static void compile(String classpath, Path out, List<Path> files) throws IOException {
        Files.createDirectories(out);
        List<String> args = new ArrayList<>(List.of("-proc:none", "-nowarn", "-parameters", "-encoding", "UTF-8", "-cp", classpath, "-d", out.toString()));
        for (Path file : files) args.add(file.toString());
        if (ToolProvider.getSystemJavaCompiler().run(null, null, System.err, args.toArray(String[]::new)) != 0) System.exit(1);
    }

    private static List<Path> javaFiles(Path folder) throws IOException {
        return files(folder, ".java");
    }

    private static List<Path> files(Path folder, String end) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> path.toString().endsWith(end)).toList();
        }
    }
}
