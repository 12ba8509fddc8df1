import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.io.JsonDecoder;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Reads and writes the records of a topic's first partition with Avro's own library, as an independent witness.
 *   read BOOTSTRAP REGISTRY TOPIC                      prints each value as JSON
 *   write BOOTSTRAP REGISTRY TOPIC SCHEMA JSON …       registers the schema and writes a value for each JSON
 */
public final class AvroTopic {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    public static void main(String[] args) throws Exception {
        if (args[0].equals("read")) {
            read(args[1], args[2], args[3]);
        } else {
            write(args[1], args[2], args[3], args[4], List.of(args).subList(5, args.length));
        }
    }

    private static void read(String bootstrap, String registry, String topic) throws Exception {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", bootstrap);
        Map<Integer, Schema> schemas = new HashMap<>();
        List<byte[]> values = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofSeconds(1)).forEach(record -> values.add(record.value()));
            }
        }
        for (byte[] value : values) {
            ByteBuffer bytes = ByteBuffer.wrap(value);
            if (bytes.get() != 0) {
                throw new IllegalStateException("no magic byte");
            }
            int id = bytes.getInt();
            Schema schema = schemas.get(id);
            if (schema == null) {
                String text = send(HttpRequest.newBuilder(URI.create(registry + "/schemas/ids/" + id))).get("schema").asText();
                schema = new Schema.Parser().parse(text);
                schemas.put(id, schema);
            }
            var decoder = DecoderFactory.get().binaryDecoder(value, 5, value.length - 5, null);
            Object datum = new GenericDatumReader<>(schema).read(null, decoder);
            if (!decoder.isEnd()) {
                throw new IllegalStateException("bytes are left");
            }
            System.out.println(datum);
        }
    }

    private static void write(String bootstrap, String registry, String topic, String schemaText, List<String> texts) throws Exception {
        Schema schema = new Schema.Parser().parse(schemaText);
        ObjectNode body = MAPPER.createObjectNode().put("schema", schemaText);
        int id = send(HttpRequest.newBuilder(URI.create(registry + "/subjects/" + topic + "-value/versions"))
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))).get("id").asInt();
        Properties settings = new Properties();
        settings.put("bootstrap.servers", bootstrap);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (String text : texts) {
                JsonDecoder json = DecoderFactory.get().jsonDecoder(schema, text);
                GenericRecord datum = new GenericDatumReader<GenericRecord>(schema).read(null, json);
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                out.write(0);
                out.write(ByteBuffer.allocate(4).putInt(id).array());
                BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
                new GenericDatumWriter<GenericRecord>(schema).write(datum, encoder);
                encoder.flush();
                producer.send(new ProducerRecord<>(topic, 0, null, out.toByteArray())).get();
            }
        }
    }

    private static JsonNode send(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IllegalStateException(response.statusCode() + " " + response.body());
        }
        return MAPPER.readTree(response.body());
    }
}
