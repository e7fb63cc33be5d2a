package shop.mail;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

abstract class Sender {
    private final HttpClient http = HttpClient.newHttpClient();

    protected void send(String mail) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("https://mail.example")).POST(HttpRequest.BodyPublishers.ofString(mail)).build();
            http.send(request, HttpResponse.BodyHandlers.discarding());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
