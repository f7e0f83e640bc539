package dev.tinywright.spec;

import dev.tinywright.diag.TinywrightException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * YAML as task.yaml and plan.yaml need it, and no more: mappings, lists, plain values. Anchors, aliases, tags, repeated keys,
 * deep nesting and large files are refused, so that a hostile file costs nothing.
 */
public final class StrictYaml {
    static final int MAX_BYTES = 256 * 1024;
    private static final int MAX_DEPTH = 12;

    private final String where;
    private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private StrictYaml(String where) {
        this.where = where;
    }

    /**
     * Returns the mapping that {@code file} holds.
     *
     * @throws TinywrightException (usage) where it cannot be read or is no such mapping
     */
    public static YamlNode.Mapping read(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw TinywrightException.usage(
                        "the file has " + Files.size(file) + " bytes, at most " + MAX_BYTES + " are read",
                        file.toString(),
                        "");
            }
            byte[] bytes = Files.readAllBytes(file);
            return parse(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString(),
                    file.toString());
        } catch (CharacterCodingException e) {
            throw TinywrightException.usage("the file is not UTF-8 text", file.toString(), "save it as UTF-8");
        } catch (NoSuchFileException e) {
            throw TinywrightException.usage("there is no such file", file.toString(), "make one with: tinywright new");
        } catch (IOException e) {
            throw TinywrightException.usage(
                    "the file cannot be read: " + e.getClass().getSimpleName(), file.toString(), "");
        }
    }

    /**
     * Returns the mapping that {@code text} holds.
     *
     * @param where name of the file, for messages
     * @throws TinywrightException (usage) where it is no such mapping
     */
    public static YamlNode.Mapping parse(String text, String where) {
        if (text.length() > MAX_BYTES) {
            throw TinywrightException.usage("the text is longer than " + MAX_BYTES + " characters", where, "");
        }
        StrictYaml reader = new StrictYaml(where);
        Node root = reader.compose(text);
        if (root instanceof MappingNode mapping) {
            return reader.mapping(mapping);
        }
        throw TinywrightException.usage("expected keys with values, such as 'version: 1'", where + ":1", "");
    }

    private Node compose(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MAX_BYTES);
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setMaxAliasesForCollections(0);
        options.setAllowRecursiveKeys(false);
        try {
            Node root = new Yaml(new SafeConstructor(options)).compose(new java.io.StringReader(text));
            if (root == null) {
                throw TinywrightException.usage("the file is empty", where, "");
            }
            return root;
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark();
            String at = mark == null ? where : where + ":" + (mark.getLine() + 1);
            String problem = e.getProblem() == null ? "unreadable" : e.getProblem();
            String hint = problem.contains("\\t") ? "indent with spaces, not tabs" : "";
            throw TinywrightException.usage("not YAML: " + firstLine(problem), at, hint);
        } catch (YAMLException e) {
            String message = e.getMessage() == null ? "unreadable" : e.getMessage();
            throw TinywrightException.usage("not YAML that is read here: " + firstLine(message), where, "");
        }
    }

    private static String firstLine(String text) {
        String line = text.lines().findFirst().orElse("unreadable");
        return line.length() > 160 ? line.substring(0, 160) + "…" : line;
    }

    private YamlNode convert(Node node) {
        return switch (node) {
            case MappingNode mapping -> mapping(mapping);
            case SequenceNode sequence -> items(sequence);
            case ScalarNode scalar -> value(scalar);
            default -> throw refused("what is not a mapping, list or value", node);
        };
    }

    private YamlNode.Mapping mapping(MappingNode node) {
        checkOnce(node);
        if (!node.getTag().equals(Tag.MAP)) {
            throw refused("the tag " + node.getTag().getValue(), node);
        }
        Map<String, YamlNode> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : node.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key) || key.getTag().equals(Tag.MERGE)) {
                throw refused("a key that is not a word", tuple.getKeyNode());
            }
            if (entries.put(key.getValue(), convert(tuple.getValueNode())) != null) {
                throw TinywrightException.usage(
                        "the key '" + key.getValue() + "' is there twice", at(key), "keep one of them");
            }
        }
        return new YamlNode.Mapping(line(node), Collections.unmodifiableMap(entries));
    }

    private YamlNode.Items items(SequenceNode node) {
        checkOnce(node);
        if (!node.getTag().equals(Tag.SEQ)) {
            throw refused("the tag " + node.getTag().getValue(), node);
        }
        List<YamlNode> items = new ArrayList<>();
        for (Node item : node.getValue()) {
            items.add(convert(item));
        }
        return new YamlNode.Items(line(node), items);
    }

    private YamlNode.Value value(ScalarNode node) {
        checkOnce(node);
        Tag tag = node.getTag();
        YamlNode.Type type;
        if (tag.equals(Tag.STR) || tag.equals(Tag.TIMESTAMP)) {
            type = YamlNode.Type.TEXT;
        } else if (tag.equals(Tag.INT)) {
            type = YamlNode.Type.WHOLE;
        } else if (tag.equals(Tag.FLOAT)) {
            type = YamlNode.Type.NUMBER;
        } else if (tag.equals(Tag.BOOL)) {
            type = YamlNode.Type.FLAG;
        } else if (tag.equals(Tag.NULL)) {
            type = YamlNode.Type.NOTHING;
        } else {
            throw refused("the tag " + tag.getValue(), node);
        }
        return new YamlNode.Value(line(node), node.getValue(), type);
    }

    /** An alias is the same node a second time. */
    private void checkOnce(Node node) {
        if (!seen.add(node)) {
            throw refused("an alias (*name)", node);
        }
    }

    private TinywrightException refused(String what, Node node) {
        return TinywrightException.usage(what + " is not allowed here", at(node), "write the value itself");
    }

    private String at(Node node) {
        return where + ":" + line(node);
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
