package tunewise.rulebook;

import java.io.File;
import java.io.InputStream;
import java.net.URL;
import org.drools.base.base.XMLSupport;
import org.kie.api.KieServices;
import org.kie.api.builder.model.KieModuleModel;

/**
 * How Drools reads and writes the description of a module, the only XML it meets here. Modules of rules say nothing in
 * theirs, so that no parser is needed, and what a kept one says otherwise is not heard.
 */
@SuppressWarnings("TypeParameterUnusedInFormals")
public final class ModuleXml implements XMLSupport {
    private static final String NOTHING_SAID = "<kmodule xmlns=\"http://www.drools.org/xsd/kmodule\"/>";

    /** Goes before the reader of Drools, should that stand on the class path. */
    @Override
    public int servicePriority() {
        return 1;
    }

    @Override
    public XmlMarshaller<KieModuleModel> kieModuleMarshaller() {
        return new Description();
    }

    @Override
    public String toXml(Options options, Object object) {
        return throwOtherXml();
    }

    @Override
    public <T> T fromXml(Options options, String xml) {
        return throwOtherXml();
    }

    private static <T> T throwOtherXml() {
        throw new UnsupportedOperationException("rules are described by their files");
    }

    private static final class Description implements XmlMarshaller<KieModuleModel> {
        @Override
        public String toXML(KieModuleModel model) {
            return NOTHING_SAID;
        }

        @Override
        public KieModuleModel fromXML(String xml) {
            return KieServices.get().newKieModuleModel();
        }

        @Override
        public KieModuleModel fromXML(File file) {
            return fromXML(NOTHING_SAID);
        }

        @Override
        public KieModuleModel fromXML(URL address) {
            return fromXML(NOTHING_SAID);
        }

        @Override
        public KieModuleModel fromXML(InputStream xml) {
            return fromXML(NOTHING_SAID);
        }
    }
}
