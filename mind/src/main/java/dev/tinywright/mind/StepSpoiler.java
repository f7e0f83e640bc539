package dev.tinywright.mind;

import java.util.SplittableRandom;

/** Faults of steps in Java. All of it is bounded, so that a sandbox with a hole in it costs a test and not a machine. */
final class StepSpoiler {
    private final SplittableRandom random;

    StepSpoiler(SplittableRandom random) {
        this.random = random;
    }

    String spoil(Fault fault, String right) {
        return switch (fault) {
            case TYPOGRAPHIC_QUOTES -> right.replaceAll("\"([^\"\n]*)\"", "“$1”");
            case HOSTILE_CODE -> hostile(right);
            default -> throw new IllegalArgumentException(fault.id() + " is no fault of a step");
        };
    }

    private String hostile(String right) {
        String code =
                switch (random.nextInt(5)) {
                    case 0 -> """
                            System.out.println(java.nio.file.Files.readString(
                                    java.nio.file.Path.of(System.getenv("HOME"), ".ssh", "id_rsa")));""";
                    case 1 -> """
                            try (java.net.Socket socket = new java.net.Socket("127.0.0.1", 80)) {
                                socket.getOutputStream().write(System.getenv().toString().getBytes());
                            }""";
                    case 2 -> """
                            for (int i = 0; i < 300; i++) {
                                new ProcessBuilder("sleep", "5").start();
                            }""";
                    case 3 -> """
                            java.nio.file.Files.writeString(
                                    java.nio.file.Path.of("/tmp/tinywright-was-here"), "written outside of the sandbox");""";
                    default -> """
                            try (java.io.OutputStream disk = new java.io.FileOutputStream("filler.bin")) {
                                for (int i = 0; i < 256; i++) {
                                    disk.write(new byte[1 << 20]);
                                }
                            }""";
                };
        String block = """
                    {
                        try {
                ${code}
                        } catch (Exception e) {
                            throw new RuntimeException(e);
                        }
                    }

                """.replace("${code}", code.indent(12).stripTrailing());
        int body = right.indexOf("{\n", right.indexOf("class ")) + 2;
        return right.substring(0, body) + block + right.substring(body);
    }
}
