// Validates PDF files with veraPDF: VeraPdf PROFILE,… FILE…; a tab-separated line for each failed check.

import java.io.File;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

public class VeraPdf {
    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        for (int i = 1; i < arguments.length; i++) {
            for (String id : arguments[0].split(",")) {
                PDFAFlavour flavour = PDFAFlavour.fromString(id);
                try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(arguments[i]), flavour);
                        PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
                    ValidationResult result = validator.validate(parser);
                    System.out.printf("%s\t%s\t%s\t%d\n", arguments[i], id, result.isCompliant() ? "pass" : "fail",
                            result.getTotalAssertions());
                    for (TestAssertion one : result.getTestAssertions()) {
                        if (one.getStatus() == TestAssertion.Status.FAILED) {
                            System.out.printf("%s\t%s\t%s-%d %s\t%s\n", arguments[i], id, one.getRuleId().getClause(),
                                    one.getRuleId().getTestNumber(), one.getMessage().replaceAll("\\s+", " "),
                                    one.getLocation().getContext());
                        }
                    }
                }
            }
        }
    }
}
