// SPDX-License-Identifier: Apache-2.0
// Decode.java FILE NAME...: what new String() makes of the bytes, in NAME.out.
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;

public class Decode {
	public static void main(String[] names) throws Exception {
		byte[] bytes = Files.readAllBytes(Paths.get(names[0]));
		for (int i = 1; i < names.length; i++) {
			String text = new String(bytes, names[i]);
			Files.write(Paths.get(names[i] + ".out"), text.getBytes(StandardCharsets.UTF_8));
		}
	}
}
