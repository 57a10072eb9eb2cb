package tunewise.catalog.csv;

import java.util.List;
import java.util.Locale;
import tunewise.text.Choice;

/** The files of {@code rules/catalog} with their columns; the first column is the key, by which rows are sorted. */
enum CatalogFile {
    BASE_QUALITY("id,from_b,low,high,source,note"),
    DISCOUNTS("id,provider,gpu,commitment,percent,usd_per_gpu_hour,valid_from,valid_to,source,note"),
    ESTIMATOR("id,value,low,high,unit,source,note"),
    FABRICS("id,provider,gpu,instance,least_gpus,gbit_per_s,source,looked"),
    FAMILIES("id,model_type,end_of_turn,base_end,pad_token,llama_factory_template,assistant_only_loss,attention,"
            + "chunked_loss,adapter_modules,expert_parameters,image_model,stored,source,version,looked,note"),
    GPUS("id,name,aliases,vendor,architecture,generation,memory_gb,usable_gib,bandwidth_gb_s,bf16_dense_tflops,"
            + "measured_bf16_tflops,fp16_dense_tflops,measured_fp16_tflops,interconnect,link,tdp_w,supports_bf16,"
            + "supports_flash_attention,supports_fp8,host,refused,source,looked,caution"),
    GPU_NAMES("id,tool,provider,gpu,name,instance,source,looked,note"),
    GRIDS("id,name,grams_per_kwh,year,source,looked"),
    LISTED_GPUS("id,name,provider,memory_gb,instance,gpu,source"),
    LISTED_HOSTS("instance,provider,name,gpu_count,source"),
    LISTED_PROVIDERS("name,provider,title,memory,page_price,source"),
    MANAGED(
            "id,provider,model,from_b,to_b,methods,objectives,usd_per_million_tokens,usd_per_million_most,"
                    + "usd_per_million_sampled,minimum_usd,take_home,serving_usd_per_hour,page,valid_from,valid_to,source,looked,note"),
    MODELLING("family,fused_qkv,fused_gate_up,unfused_gelu,capped_logits,source,looked,note"),
    MODEL_ALIASES("alias,model,source"),
    MODEL_LAYERS("id,model,part,name,layers,inputs,outputs,source,looked"),
    MODELS(
            "id,name,family,parameters,active_parameters,layers,hidden_size,intermediate_size,attention_heads,kv_heads,"
                    + "head_dim,vocab_size,tied_embeddings,mlp_kind,experts,experts_per_token,moe_intermediate_size,"
                    + "attention_bias,q_lora_rank,kv_lora_rank,qk_rope_head_dim,qk_nope_head_dim,v_head_dim,mlp_bias,qk_norm,"
                    + "norms_per_layer,norm_bias,lm_head_bias,learned_positions,shared_expert_intermediate_size,moe_layers,"
                    + "router_bias,expert_bias,shared_expert_gate,attn_sinks,attn_output_gate,full_attention_layers,"
                    + "extra_params,expert_input_size,encoder,sliding_window,sliding_layers,context_length,licence,gated,source,looked,note"),
    NEAR_NAMES("name,suggestions,why,source"),
    OFFERS("id,provider,gpu,commitment,gpu_count,most_gpus,usd_per_hour,usd_per_year,tier,region,instance,interconnect,"
            + "vcpus,host_memory_gib,disk_gb,billing_step_seconds,min_hours,reliability,valid_from,valid_to,"
            + "source,looked,note"),
    PICKS("id,size_class,priority,method,gpu,gpu_count,standing,source,note"),
    POLICY("id,value,unit,description,source,looked"),
    PROVIDERS("id,name,role,source,page"),
    PUBLISHED_RUNS(
            "id,model,method,rank,targets,quantization,micro_batch,sequence_length,checkpointing,flash_attention,"
                    + "precision,optimizer,loss,kbit_fp32,gpu,gpu_count,sharding,extras,stack,ran_with,probe,peak_gib,"
                    + "tokens_per_second,source"),
    QUALITIES("id,method,rank,low,high,time_factor,source,note"),
    RECIPES(
            "id,objective,method,from_b,learning_rate,schedule,warm_up_share,weight_decay,gradient_clip,alpha,dropout,source,looked,"
                    + "note"),
    REGIONS("id,provider,name,countries,source,looked"),
    REHEARSALS("id,family,trainer,label,version,day,result,trained_weights,note"),
    RETIRED_RULES("rule,required,retired,because,source"),
    RULES_LANGUAGE("version,since,source,what"),
    SCALING("gpu_count,low,central,high,source"),
    SIZE_CLASSES("id,name,nominal_b,from_b,to_b,relative_speed,source"),
    SOURCES("id,kind,title,says"),
    SOURCE_ADDRESSES("source,address"),
    SPEEDS("id,size_class,method,gpu,gpu_count,tokens_per_second,basis,source,note"),
    STACKS(
            "id,name,offered,loss,hugging_face,quantises_experts,adapts_experts,mask_kept,keys_copied,kbit_fp32,lora_adapter_bytes,"
                    + "qlora_adapter_bytes,logit_bytes,chunked_logit_bytes,activation_share,quantised_share,dropout_bytes,"
                    + "fused_qkv,gathers_all,offloads_checkpoints,shares_rollout,divides,efficiency,floor_seconds,source,note"),
    STAKES("rule,job_share,source,looked,note"),
    TASK_QUALITY("id,task,room,rank_from,low,high,confidence,source,note"),
    TASK_RANKS("id,floor,tokens_factor,most,source,note"),
    TECHNIQUES("id,name,memory_saved_low,memory_saved_high,time_change_low,time_change_high,quality_low,quality_high,"
            + "source,note"),
    THRESHOLDS("id,method,size_class,min_gb,recommended_gb,examples,source"),
    TIERS("id,name,usual,data_centre,description,source"),
    TOOLS("id,stack,host,step,requirement,options,when,source,looked,note"),
    TRAININGS(
            "id,trainer,objective,takes,methods,refusal,images_refusal,except_types,except_refusal,source,version,looked"),
    VISION_TOWERS(
            "model,layers,hidden_size,intermediate_size,parameters,linear_weights,linear_widths,patches_per_token,"
                    + "tokens_per_image,source,looked"),
    WEIGHTS("id,model,kind,family,source,looked");

    static final String FOLDER = "rules/catalog/";

    private final String header;

    CatalogFile(String header) {
        this.header = header;
    }

    String fileName() {
        return Choice.idOf(name()) + ".csv";
    }

    /** What one row is, in a sentence. */
    String noun() {
        return switch (this) {
            case GPUS -> "GPU";
            case GPU_NAMES -> "GPU name";
            case ESTIMATOR -> "coefficient";
            case LISTED_GPUS -> "name of a GPU";
            case LISTED_HOSTS -> "host";
            case LISTED_PROVIDERS -> "name of a provider";
            case MANAGED -> "managed service";
            case POLICY -> "policy value";
            case SIZE_CLASSES -> "size class";
            default -> name().toLowerCase(Locale.ROOT).replaceAll("s$", "").replace('_', ' ');
        };
    }

    String path() {
        return FOLDER + fileName();
    }

    List<String> columns() {
        return List.of(header.split(",", -1));
    }

    String key() {
        return columns().get(0);
    }

    /** Whether rows are in alphabetical order; the others are in the order of a size. */
    boolean sortedByKey() {
        return this != SIZE_CLASSES && this != SCALING;
    }

    /** Whether a release may do without: those published before there was such a file have none. */
    boolean mayBeMissing() {
        return switch (this) {
            case FABRICS,
                    FAMILIES,
                    REHEARSALS,
                    TOOLS,
                    TRAININGS,
                    MODEL_LAYERS,
                    VISION_TOWERS,
                    WEIGHTS,
                    DISCOUNTS,
                    GPU_NAMES,
                    GRIDS,
                    LISTED_GPUS,
                    LISTED_HOSTS,
                    LISTED_PROVIDERS,
                    MANAGED,
                    RECIPES,
                    REGIONS,
                    SOURCE_ADDRESSES,
                    STAKES,
                    TIERS,
                    RETIRED_RULES,
                    RULES_LANGUAGE -> true;
            default -> false;
        };
    }
}
