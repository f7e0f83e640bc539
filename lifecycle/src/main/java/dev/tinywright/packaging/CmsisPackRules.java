package dev.tinywright.packaging;

import dev.tinywright.packaging.PackageCheck.Findings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * Rules of a CMSIS-Pack description: the parts of PACK.xsd 1.7 (github.com/Open-CMSIS-Pack/Open-CMSIS-Pack-Spec, schema/PACK.xsd)
 * that speak of the elements used here, and the specification's rule for the names of .pdsc and .pack files.
 */
final class CmsisPackRules {
    private static final List<String> REQUIRED = List.of("vendor", "name", "description", "url", "releases");
    private static final String RESTRICTED = "[\\-_A-Za-z0-9]+";
    private static final String VERSION = "[0-9]+\\.[0-9]+\\.[0-9]+(-[0-9A-Za-z.-]+)?(\\+[0-9A-Za-z.-]+)?";
    private static final Set<String> CATEGORIES =
            Set.of("doc", "header", "include", "library", "object", "source", "other");

    private CmsisPackRules() {}

    static List<String> problems(PackageFiles files) {
        List<String> descriptions = files.asMap().keySet().stream()
                .filter(path -> path.endsWith(".pdsc"))
                .toList();
        if (descriptions.size() != 1) {
            return List.of("there are " + descriptions.size() + " files *.pdsc, not one");
        }
        String file = descriptions.getFirst();
        Findings findings = new Findings(file);
        try {
            check(parse(files.textOf(file)).getDocumentElement(), files, file, findings);
        } catch (SAXException e) {
            findings.require(false, "is not XML: " + e.getMessage());
        }
        return findings.problems();
    }

    private static Document parse(String text) throws SAXException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        } catch (ParserConfigurationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void check(Element pack, PackageFiles files, String file, Findings findings) {
        findings.require(pack.getTagName().equals("package"), "the root is not package");
        findings.matches("schemaVersion", pack.getAttribute("schemaVersion"), "[0-9]+\\.[0-9]+(\\.[0-9]+)?", 20);
        REQUIRED.forEach(
                name -> findings.require(children(pack, name).size() == 1, "there is not exactly one element " + name));
        String vendor = text(pack, "vendor");
        String name = text(pack, "name");
        findings.matches("vendor", vendor, RESTRICTED, 60);
        findings.matches("name", name, RESTRICTED, 60);
        findings.require(file.equals(vendor + "." + name + ".pdsc"), "the file is not named VENDOR.NAME.pdsc");
        findings.matches("description", text(pack, "description"), "(?s).+", 256);
        String version = "";
        for (Element releases : children(pack, "releases")) {
            List<Element> all = children(releases, "release");
            findings.require(!all.isEmpty(), "there is no release");
            all.forEach(release -> findings.matches("version", release.getAttribute("version"), VERSION, 60));
            version = all.isEmpty() ? "" : all.getFirst().getAttribute("version");
        }
        findings.require(
                files.has(vendor + "." + name + "." + version + ".pack"),
                "there is no VENDOR.NAME.VERSION.pack beside it");
        findings.require(files.has(text(pack, "license")), "the licence file is not there");
        for (Element components : children(pack, "components")) {
            children(components, "component").forEach(component -> component(component, files, findings));
        }
    }

    private static void component(Element component, PackageFiles files, Findings findings) {
        String part = "[A-Za-z0-9][A-Za-z0-9_+()'/\\-\\s.]+";
        findings.matches("Cvendor", component.getAttribute("Cvendor"), "[A-Za-z0-9][A-Za-z0-9\\-\\s]+", 32);
        findings.matches("Cclass", component.getAttribute("Cclass"), part, 32);
        findings.matches("Cgroup", component.getAttribute("Cgroup"), part, 32);
        findings.matches("Csub", component.getAttribute("Csub"), "([A-Za-z0-9][A-Za-z0-9_+():/\\- .]*)?", 32);
        findings.matches("Cversion", component.getAttribute("Cversion"), "\\d+\\.\\d+(\\.\\d+)?(-[0-9A-Za-z.-]+)?", 60);
        findings.require(!text(component, "description").isEmpty(), "a component has no description");
        List<Element> listed = children(component, "files").stream()
                .flatMap(list -> children(list, "file").stream())
                .toList();
        findings.require(!listed.isEmpty(), "a component has no files");
        for (Element file : listed) {
            String name = file.getAttribute("name");
            findings.require(
                    CATEGORIES.contains(file.getAttribute("category")), name + " has no category of the schema");
            boolean there = name.endsWith("/") ? !files.below(name).asMap().isEmpty() : files.has(name);
            findings.require(there, name + " is not there");
        }
    }

    private static String text(Element parent, String name) {
        List<Element> found = children(parent, name);
        return found.isEmpty() ? "" : found.getFirst().getTextContent();
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }
}
