// A real servlet container with one web application: the installed Tomcat with a temporary folder for its configuration and
// output. It must never outlive the tests.

import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, delimiter, join } from "node:path";
import { start, type RunningProgram } from "../../browser/harness/processes";

/** One connector on a free port of the loopback interface, and no shutdown port. */
const SERVER = `<?xml version="1.0" encoding="UTF-8"?>
<Server port="-1">
  <Service name="Catalina">
    <Connector address="127.0.0.1" port="0" protocol="HTTP/1.1" />
    <Engine name="Catalina" defaultHost="localhost">
      <Host name="localhost" appBase="webapps" unpackWARs="true" autoDeploy="false" />
    </Engine>
  </Service>
</Server>
`;

/** The defaults for all web applications: they serve files, and have no content types. */
const DEFAULTS = `<?xml version="1.0" encoding="UTF-8"?>
<web-app xmlns="http://java.sun.com/xml/ns/javaee" version="3.0">
  <servlet>
    <servlet-name>default</servlet-name>
    <servlet-class>org.apache.catalina.servlets.DefaultServlet</servlet-class>
    <load-on-startup>1</load-on-startup>
  </servlet>
  <servlet-mapping>
    <servlet-name>default</servlet-name>
    <url-pattern>/</url-pattern>
  </servlet-mapping>
</web-app>
`;

/** Without a cache, because Tomcat's cache notices an edit only after five seconds. */
const CONTEXT = `<?xml version="1.0" encoding="UTF-8"?>
<Context><Resources cachingAllowed="false" /></Context>
`;

export class Tomcat {
  private constructor(
    readonly origin: string,
    /** The folder with the unpacked web applications. */
    readonly webapps: string,
    private readonly server: RunningProgram,
    private readonly base: string,
  ) {}

  /** Starts Tomcat with a WAR and waits until it is deployed. */
  static async start(war: string): Promise<Tomcat> {
    const home = process.env["DEP_TOMCAT"];
    if (!home) throw new Error("DEP_TOMCAT must name the folder of a Tomcat");
    const base = await mkdtemp(join(tmpdir(), "dep-enroll-tomcat-"));
    const webapps = join(base, "webapps");
    for (const folder of ["conf", "logs", "temp", "webapps", "work"]) {
      await mkdir(join(base, folder));
    }
    await writeFile(join(base, "conf/server.xml"), SERVER);
    await writeFile(join(base, "conf/web.xml"), DEFAULTS);
    await writeFile(join(base, "conf/context.xml"), CONTEXT);
    await copyFile(war, join(webapps, basename(war)));
    const jars = ["bootstrap.jar", "tomcat-juli.jar"].map((jar) => join(home, "bin", jar));
    const server = start(process.env["DEP_JAVA"] ?? "java", [
      // A small heap and a fast start: the process lives for about a minute beside two browsers.
      ...["-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"],
      // The lines below are matched in English.
      "-Duser.language=en",
      ...[`-Dcatalina.home=${home}`, `-Dcatalina.base=${base}`],
      `-Djava.io.tmpdir=${join(base, "temp")}`,
      ...["-classpath", jars.join(delimiter), "org.apache.catalina.startup.Bootstrap", "start"],
    ]);
    try {
      const port = (await server.line(/http-nio-127\.0\.0\.1-auto-\d+-(\d+)/))[1];
      await server.line(/Server startup in/);
      return new Tomcat(`http://127.0.0.1:${port}`, webapps, server, base);
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    await this.server.stop();
    await rm(this.base, { recursive: true, force: true });
  }
}
